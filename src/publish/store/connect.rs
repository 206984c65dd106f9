//! From the address of a store to something that speaks with it.
//!
//! Credentials come from the environment, by the names that each provider's own tools read, or are given. They can be
//! shown nowhere: not even for looking into a fault.

use super::redirect::Leading;
use crate::config::publish::StoreKind;
use crate::publish::headers::Rules;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{BackoffConfig, Error, ObjectStore, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// Credentials that were found elsewhere than in the variables that the store's own library reads.
pub enum Credentials {
    /// A key of S3, with what proves that it was lent for a while.
    Key {
        /// The name of the key.
        key: String,
        /// The key.
        secret: String,
        /// The proof.
        token: Option<String>,
    },
    /// What speaks for an account of Azure.
    Account {
        /// Its name.
        name: Option<String>,
        /// Its key.
        key: Option<String>,
        /// A shared access signature.
        signature: Option<String>,
        /// Address of its server.
        endpoint: Option<String>,
    },
}

/// Where a store is and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whose language it speaks.
    pub kind: StoreKind,
    /// The bucket.
    pub bucket: String,
    /// What the names of all objects begin with; empty for nothing.
    pub prefix: String,
    /// Address of the server, where it is not the provider's own.
    pub endpoint: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Whether the server may be spoken to without encryption.
    pub allow_http: bool,
    /// What it says of files when it hands them out.
    pub rules: Rules,
}

impl Address {
    /// As it is shown.
    pub(super) fn shown(&self) -> String {
        format!("{}://{}/{}", self.kind.scheme(), self.bucket, self.prefix)
    }
}

/// A request that fails, or that the store asks to repeat later, is repeated at growing intervals.
fn retry() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(10),
            base: 2.,
        },
        max_retries: 7,
        retry_timeout: Duration::from_secs(150),
    }
}

/// The store at an address.
///
/// # Errors
/// When something about the address or the environment makes no sense.
pub(super) fn connect(
    address: &Address,
    credentials: Option<Credentials>,
) -> Result<Arc<dyn ObjectStore>, Error> {
    // Only the first call sets it; one that was set before is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match address.kind {
        StoreKind::S3 => s3(address, credentials),
        StoreKind::Gs => google(address),
        StoreKind::Az => azure(address, credentials),
    }
}

fn s3(address: &Address, credentials: Option<Credentials>) -> Result<Arc<dyn ObjectStore>, Error> {
    let builder = AmazonS3Builder::from_env().with_bucket_name(&address.bucket).with_retry(retry());
    // Not every store can delete many objects by one request.
    let mut builder = builder.with_disable_bulk_delete(true);
    if let Some(Credentials::Key { key, secret, token }) = credentials {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        if let Some(token) = token {
            builder = builder.with_token(token);
        }
    }
    if let Some(endpoint) = &address.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(region) = &address.region {
        builder = builder.with_region(region);
    }
    if address.allow_http {
        builder = builder.with_allow_http(true);
    }
    if !address.rules.redirects {
        return Ok(Arc::new(builder.build()?));
    }
    let region = builder.get_config_value(&AmazonS3ConfigKey::Region);
    let leading = Leading::new(region.unwrap_or_else(|| "us-east-1".to_owned()));
    let client = builder.with_http_connector(leading.clone()).build()?;
    leading.sign_with(client.credentials());
    Ok(Arc::new(client))
}

fn google(address: &Address) -> Result<Arc<dyn ObjectStore>, Error> {
    let builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(&address.bucket).with_retry(retry());
    let builder = match &address.endpoint {
        Some(endpoint) => builder.with_base_url(endpoint),
        None => builder,
    };
    // Its builder allows `http` from the start.
    let options = object_store::ClientOptions::new().with_allow_http(address.allow_http);
    Ok(Arc::new(builder.with_client_options(options).build()?))
}

fn azure(address: &Address, credentials: Option<Credentials>) -> Result<Arc<dyn ObjectStore>, Error> {
    let builder = MicrosoftAzureBuilder::from_env().with_container_name(&address.bucket).with_retry(retry());
    // An account that has a flat name space knows tags, one with folders does not; none are used.
    let mut builder = builder.with_disable_tagging(true);
    if let Some(Credentials::Account { name, key, signature, endpoint }) = credentials {
        let given = [
            (AzureConfigKey::AccountName, name),
            (AzureConfigKey::AccessKey, key),
            (AzureConfigKey::SasKey, signature),
            (AzureConfigKey::Endpoint, endpoint),
        ];
        for (key, value) in given.into_iter().filter_map(|(key, value)| Some((key, value?))) {
            builder = builder.with_config(key, value);
        }
    }
    if let Some(endpoint) = &address.endpoint {
        builder = builder.with_endpoint(endpoint.clone());
    }
    if address.allow_http {
        builder = builder.with_allow_http(true);
    }
    Ok(Arc::new(builder.build()?))
}
