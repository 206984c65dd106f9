//! Connections: a bounded number, each with bounded patience.

use super::Limits;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Accepts connections for as long as it is polled.
///
/// A connection too many is closed at once. Were it left waiting, everybody would wait behind those who open
/// connections and say nothing.
pub(super) async fn accept(listener: TcpListener, router: Router, limits: Limits) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header_time).max_header_size(limits.header);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // The client is gone already, or the program has too many files open: some will be closed.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let Ok(place) = places.clone().try_acquire_owned() else { continue };
        let connection = http.serve_connection(
            TokioIo::new(patient(stream, limits.unread_time)),
            TowerToHyperService::new(router.clone()),
        );
        tokio::spawn(async move {
            // A client that breaks the protocol or goes away has been answered as far as it can be.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// The same stream, which fails when the other side does not read for so long.
fn patient(stream: TcpStream, unread_time: Duration) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
    // An event of a few bytes is to leave at once.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(unread_time));
    Box::pin(stream)
}
