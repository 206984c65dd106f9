//! The crate `s3s-fs`: it keeps objects as files, and refuses what is not signed as it should be.

use super::{KEY, Process};
use hyper_util::rt::TokioIo;
use std::net::TcpListener;
use tokio::runtime::Runtime;

pub fn start() -> (Process, u16) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("mercury")).expect("a bucket");
    let files = s3s_fs::FileSystem::new(folder.path()).expect("a file system");
    let mut builder = s3s::service::S3ServiceBuilder::new(files);
    builder.set_auth(s3s::auth::SimpleAuth::from_single(KEY.0, KEY.1));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it can wait");
    let port = listener.local_addr().expect("an address").port();
    let runtime = Runtime::new().expect("a runtime");
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service.clone());
            tokio::spawn(connection);
        }
    });
    (Process::Here((runtime, folder)), port)
}
