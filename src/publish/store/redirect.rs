//! Redirects that a store of S3 answers with itself, when it is set up as a website
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html>).
//!
//! `object_store` has no word for them. So where an object leads is handed to it as metadata, which is kept as well;
//! on its way out the request gets the header that the website looks at, and is signed anew, because every such header
//! has to be signed.

use super::REDIRECT;
use crate::publish::manifest::sum::Sum;
use object_store::aws::{AwsAuthorizer, AwsCredentialProvider};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
    ReqwestConnector,
};
use object_store::{ClientOptions, Result};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// The header that the website looks at.
const HEADER: &str = "x-amz-website-redirect-location";
/// The header with the sum of the body, or a word instead of it where the body is not signed.
const SIGNED: &str = "x-amz-content-sha256";

/// Makes the connections of a store whose redirects it is told.
#[derive(Debug, Clone)]
pub(super) struct Leading {
    region: String,
    credentials: Arc<OnceLock<AwsCredentialProvider>>,
}

impl Leading {
    pub(super) fn new(region: String) -> Self {
        Self { region, credentials: Arc::default() }
    }

    /// What to sign with: known only once the store has been made.
    pub(super) fn sign_with(&self, credentials: &AwsCredentialProvider) {
        let _ = self.credentials.set(Arc::clone(credentials));
    }

    /// Adds the header to a request that names where its object leads.
    async fn lead(&self, request: &mut HttpRequest) -> Result<()> {
        let name = format!("x-amz-meta-{REDIRECT}");
        let (Some(to), Some(credentials)) = (request.headers().get(&name).cloned(), self.credentials.get())
        else {
            return Ok(());
        };
        request.headers_mut().insert(HEADER, to);
        // The sum of the body was taken before; only the headers are others.
        let body = request.headers().get(SIGNED).map(|sum| sum.as_bytes().to_vec()).unwrap_or_default();
        let body = Sum::read(&body);
        let credential = credentials.get_credential().await?;
        AwsAuthorizer::new(&credential, "s3", &self.region)
            .with_sign_payload(body.is_some())
            .try_authorize(request, body.as_ref().map(|sum| &sum.0[..]))
    }
}

impl HttpConnector for Leading {
    fn connect(&self, options: &ClientOptions) -> Result<HttpClient> {
        let inner = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(Service { inner, leading: self.clone() }))
    }
}

/// One connection.
#[derive(Debug)]
struct Service {
    inner: HttpClient,
    leading: Leading,
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'a>>;

impl HttpService for Service {
    fn call<'life0, 'async_trait>(&'life0 self, mut request: HttpRequest) -> Answer<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let led = self.leading.lead(&mut request).await;
            led.map_err(|e| HttpError::new(HttpErrorKind::Request, e))?;
            self.inner.execute(request).await
        })
    }
}
