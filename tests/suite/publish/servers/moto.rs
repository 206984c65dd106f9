//! `moto_server`.

use super::{Process, free_port, missing, wait_for};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

pub fn start() -> Option<(Process, u16)> {
    let port = free_port();
    let spawned = Command::new("moto_server")
        .args(["-p", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = spawned else {
        missing("moto_server", "pip install 'moto[s3,server]'");
        return None;
    };
    let process = Process::Child(child);
    wait_for(port);
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server");
    let key =
        "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    let head = format!(
        "PUT /mercury HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Some((process, port))
}
