//! Readers of a store while a publish runs.

use super::super::readers::{file, read_while_published};
use super::*;

pub fn nobody_meets_a_broken_page(server: &Server) {
    let sandbox = site(server, 30);
    let fetch = |address: &str| Some(server.get(&format!("www/{}", file(address)))?.bytes);
    read_while_published(&sandbox, 2, 60, &fetch, &|| drop(published(&sandbox, server, &[])));
    assert_eq!(verify(&sandbox, server, &[]).0, Some(0));
}
