//! `azurite-blob`, of npm's `azurite`.

use super::{Process, free_port, missing, wait_for};
use object_store::azure::{AzureAccessKey, AzureAuthorizer, AzureCredential, MicrosoftAzureBuilder};
use object_store::client::{HttpConnector, HttpRequest, HttpRequestBody, ReqwestConnector};
use object_store::{ClientOptions, ObjectStore};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// The account that it has from the start, and its key, both known to everybody.
pub const ACCOUNT: &str = "devstoreaccount1";
pub const KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

pub fn start(runtime: &Runtime) -> Option<(Process, u16)> {
    let port = free_port();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/node_modules/.bin/azurite-blob");
    let program = if own.exists() { own } else { "azurite-blob".into() };
    let spawned = Command::new(program)
        .args(["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        .args(["--blobPort", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = spawned else {
        missing("azurite-blob", "npm ci --prefix tests/stores");
        return None;
    };
    let process = Process::Child(child);
    wait_for(port);
    runtime.block_on(make_container(port));
    Some((process, port))
}

/// Makes the container, which `object_store` cannot.
async fn make_container(port: u16) {
    let mut request = HttpRequest::new(HttpRequestBody::empty());
    *request.method_mut() = "PUT".parse().expect("a method");
    let url = format!("http://127.0.0.1:{port}/{ACCOUNT}/mercury?restype=container");
    *request.uri_mut() = url.parse().expect("an address");
    request.headers_mut().insert("content-length", "0".parse().expect("a number"));
    let credential = AzureCredential::AccessKey(AzureAccessKey::try_new(KEY).expect("a key"));
    AzureAuthorizer::new(&credential, ACCOUNT).try_authorize(&mut request).expect("it is signed");
    let client =
        ReqwestConnector::default().connect(&ClientOptions::new().with_allow_http(true)).expect("a client");
    let answer = client.execute(request).await.expect("an answer");
    assert!(answer.status().is_success(), "{:?}", answer.status());
}

pub fn client(upstream: u16) -> Arc<dyn ObjectStore> {
    let client = MicrosoftAzureBuilder::new()
        .with_container_name("mercury")
        .with_endpoint(format!("http://127.0.0.1:{upstream}/{ACCOUNT}"))
        .with_account(ACCOUNT)
        .with_access_key(KEY)
        .with_allow_http(true)
        .with_disable_tagging(true)
        .build();
    Arc::new(client.expect("a client"))
}
