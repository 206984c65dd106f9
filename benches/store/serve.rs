//! A server of S3 to publish to, for `scripts/bench publish`.
//!
//! Takes: a folder for the objects, and a port. Each folder in it is a bucket. Answers until it is killed.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a program of its own, for measuring"
)]

#[path = "../../tests/suite/publish/servers/s3s.rs"]
mod s3s;

use std::net::TcpListener;
use std::path::PathBuf;

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(port)) = (args.next(), args.next().and_then(|port| port.parse::<u16>().ok()))
    else {
        eprintln!("usage: store FOLDER PORT");
        std::process::exit(2);
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    let _running = s3s::serve(&PathBuf::from(folder), listener, ("key", "secret"));
    loop {
        std::thread::park();
    }
}
