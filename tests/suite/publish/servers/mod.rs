//! Servers of object stores, each started for one test, and a proxy before each that notes requests and makes faults.
//!
//! | kind | what it is |
//! | --- | --- |
//! | `Moto` | S3: `moto_server`, of PyPI's `moto[s3,server]` |
//! | `S3s` | S3 that checks signatures: the crate `s3s-fs`, in the test's own process |
//! | `Azurite` | Azure: `azurite-blob`, of npm's `azurite` |
//! | `Google` | Google: no server speaks its XML interface, so the proxy puts what differs into the words of S3, and `moto_server` answers |

mod azurite;
mod google;
mod moto;
mod proxy;
mod s3s;

pub use proxy::Act;

use object_store::aws::AmazonS3Builder;
use object_store::{Attribute, Attributes, ObjectStore, ObjectStoreExt, path::Path as Key};
use proxy::Proxy;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Moto,
    S3s,
    Azurite,
    Google,
}

/// The name and the key by which the program may write.
pub const KEY: (&str, &str) = ("key", "hunter2");

/// A server with a bucket `mercury`, and the proxy.
pub struct Server {
    kind: Kind,
    proxy: Proxy,
    upstream: u16,
    client: Arc<dyn ObjectStore>,
    runtime: Runtime,
    /// Ends with the server.
    _process: Process,
}

/// What runs while a server is used.
pub enum Process {
    Child(Child),
    Here(#[expect(dead_code, reason = "it is dropped at the end")] (Runtime, tempfile::TempDir)),
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Process::Child(child) = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// An object as it is kept.
pub struct Object {
    pub bytes: Vec<u8>,
    attributes: Attributes,
}

impl Object {
    /// What is said of it: `Content-Type`, `Cache-Control`, `Content-Encoding`, or metadata.
    pub fn says(&self, name: &str) -> String {
        let attribute = match name {
            "Content-Type" => Attribute::ContentType,
            "Cache-Control" => Attribute::CacheControl,
            "Content-Encoding" => Attribute::ContentEncoding,
            other => Attribute::Metadata(other.to_owned().into()),
        };
        self.attributes.get(&attribute).map(|value| value.to_string()).unwrap_or_default()
    }
}

impl Server {
    /// Starts one; none where its program is not installed, unless `DATELINE_SERVERS` is `required`.
    pub fn start(kind: Kind) -> Option<Self> {
        let runtime = Runtime::new().expect("a runtime");
        // Only the first call sets it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (process, upstream) = match kind {
            Kind::Moto | Kind::Google => moto::start()?,
            Kind::S3s => here(),
            Kind::Azurite => azurite::start(&runtime)?,
        };
        let client: Arc<dyn ObjectStore> = match kind {
            Kind::Azurite => azurite::client(upstream),
            _ => Arc::new(s3(upstream)),
        };
        let translation = if kind == Kind::Google { Some(google::Google::default()) } else { None };
        let proxy = Proxy::start(upstream, translation);
        Some(Self { kind, proxy, upstream, client, runtime, _process: process })
    }

    /// The target's address and options, as in `config.yaml`.
    pub fn target(&self, bucket: &str) -> String {
        let port = self.proxy.port;
        match self.kind {
            Kind::Moto | Kind::S3s => {
                format!("url: 's3://{bucket}/www', endpoint: 'http://127.0.0.1:{port}', allow_http: true")
            }
            Kind::Azurite => format!(
                "url: 'az://{bucket}/www', endpoint: 'http://127.0.0.1:{port}/{}', allow_http: true",
                azurite::ACCOUNT
            ),
            Kind::Google => {
                format!("url: 'gs://{bucket}/www', endpoint: 'http://127.0.0.1:{port}', allow_http: true")
            }
        }
    }

    /// The variables with its credentials.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        match self.kind {
            Kind::Moto | Kind::S3s => vec![
                ("AWS_ACCESS_KEY_ID", KEY.0.to_owned()),
                ("AWS_SECRET_ACCESS_KEY", KEY.1.to_owned()),
                ("AWS_REGION", "us-east-1".to_owned()),
            ],
            Kind::Azurite => {
                let connection = format!("AccountName={};AccountKey={}", azurite::ACCOUNT, azurite::KEY);
                vec![("AZURE_STORAGE_CONNECTION_STRING", connection)]
            }
            Kind::Google => vec![("GOOGLE_SERVICE_ACCOUNT_KEY", google::ACCOUNT.to_owned())],
        }
    }

    /// What must stand in no output of the program.
    pub fn secret(&self) -> &'static str {
        if self.kind == Kind::Azurite { &azurite::KEY[..20] } else { KEY.1 }
    }

    /// Makes faults from now on.
    pub fn faults(&self, fault: impl Fn(usize, &str) -> Act + Send + Sync + 'static) {
        self.proxy.faults(fault);
    }

    /// What was answered since this was asked last, in order: `PUT www/index.html`, and the status.
    pub fn noted(&self) -> Vec<(String, u16)> {
        self.proxy.noted()
    }

    /// The port of the proxy.
    pub fn port(&self) -> u16 {
        self.proxy.port
    }

    /// Names of all objects, in order.
    pub fn keys(&self) -> Vec<String> {
        self.runtime.block_on(async {
            use futures_util::TryStreamExt;
            let all: Vec<_> = self.client.list(None).try_collect().await.expect("a listing");
            let mut keys: Vec<String> = all.into_iter().map(|object| object.location.to_string()).collect();
            keys.sort();
            keys
        })
    }

    /// An object; none when it is not there.
    pub fn get(&self, path: &str) -> Option<Object> {
        self.runtime.block_on(async {
            let got = self.client.get(&Key::parse(path).expect("a path")).await.ok()?;
            let attributes = got.attributes.clone();
            Some(Object { bytes: got.bytes().await.ok()?.to_vec(), attributes })
        })
    }

    /// The head of the answer to a reader who asks a server of S3 for an object, by a signed address.
    pub fn head(&self, path: &str) -> String {
        use object_store::signer::Signer;
        let client = s3(self.upstream);
        let method = "HEAD".parse().expect("a method");
        let key = Key::parse(path).expect("a path");
        let url = self.runtime.block_on(client.signed_url(method, &key, Duration::from_secs(60)));
        let url = url.expect("an address");
        let request = format!(
            "HEAD {}?{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            url.path(),
            url.query().unwrap_or_default(),
            self.upstream
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.upstream)).expect("the server");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer
    }

    /// Alters the bytes of an object, or makes one, as somebody else would.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let key = Key::parse(path).expect("a path");
        let put = self.client.put(&key, bytes.to_vec().into());
        self.runtime.block_on(put).expect("it is put");
    }

    /// Removes an object, as somebody else would.
    pub fn delete(&self, path: &str) {
        let key = Key::parse(path).expect("a path");
        let deleted = self.client.delete(&key);
        self.runtime.block_on(deleted).expect("it is deleted");
    }
}

/// A server of S3 in this process.
fn here() -> (Process, u16) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("mercury")).expect("a bucket");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (Process::Here((s3s::serve(folder.path(), listener, KEY), folder)), port)
}

fn s3(upstream: u16) -> object_store::aws::AmazonS3 {
    AmazonS3Builder::new()
        .with_bucket_name("mercury")
        .with_endpoint(format!("http://127.0.0.1:{upstream}"))
        .with_region("us-east-1")
        .with_access_key_id(KEY.0)
        .with_secret_access_key(KEY.1)
        .with_allow_http(true)
        .build()
        .expect("a client")
}

/// A server that is missing: said, or a failure where it is required.
fn missing(what: &str, install: &str) {
    let required = std::env::var_os("DATELINE_SERVERS").is_some_and(|v| v == "required");
    assert!(!required, "{what} cannot be started: {install}");
    println!("publishing to {what} was not tested: {install}");
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

pub fn wait_for(port: u16) {
    let waited = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    assert!(waited, "the server does not answer");
}
