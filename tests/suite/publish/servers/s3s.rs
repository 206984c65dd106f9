//! The crate `s3s-fs`: it keeps objects as files, and refuses what is not signed as it should be.

use hyper_util::rt::TokioIo;
use std::net::TcpListener;
use std::path::Path;
use tokio::runtime::Runtime;

/// Answers for as long as the runtime is there. Folders in `root` are buckets.
pub fn serve(root: &Path, listener: TcpListener, (name, secret): (&str, &str)) -> Runtime {
    let files = s3s_fs::FileSystem::new(root).expect("a file system");
    let mut builder = s3s::service::S3ServiceBuilder::new(files);
    builder.set_auth(s3s::auth::SimpleAuth::from_single(name, secret));
    let service = builder.build();
    listener.set_nonblocking(true).expect("it can wait");
    let runtime = Runtime::new().expect("a runtime");
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service.clone());
            tokio::spawn(connection);
        }
    });
    runtime
}
