//! Connections: plain HTTP/1.1, and TLS with HTTP/2.
//!
//! Browsers open six connections to a host at most and speak HTTP/2 only over TLS: without it no page could keep more
//! than six requests in flight.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::ledger::Statistics;
use crate::service::Service;
use crate::settings::Settings;

const MOST_REQUESTS_OF_A_CONNECTION: u32 = 512;
/// So that an upload of megabytes need not wait for permission to go on.
const STREAM_WINDOW: u32 = 8 << 20;
const CONNECTION_WINDOW: u32 = 512 << 20;

/// A running server; it ends when this is dropped.
pub struct Server {
    service: Arc<Service>,
    http: SocketAddr,
    https: SocketAddr,
    runtime: Option<Runtime>,
}

impl Server {
    /// Starts a server on two free ports of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Where the system gives no ports or threads, or a certificate cannot be made.
    pub fn start(settings: Settings) -> io::Result<Self> {
        let service = Arc::new(Service::default());
        service.set(settings);
        let runtime = Builder::new_multi_thread().enable_all().build()?;
        let plain = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let secure = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        // Signed addresses of files lead to another origin.
        let storage = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let at = storage.local_addr()?;
        service.hub.storage.get_or_init(|| at);
        runtime.spawn(serve(storage, Arc::clone(&service), None));
        let (http, https) = (plain.local_addr()?, secure.local_addr()?);
        runtime.spawn(serve(plain, Arc::clone(&service), None));
        runtime.spawn(serve(secure, Arc::clone(&service), Some(tls()?)));
        Ok(Self { service, http, https, runtime: Some(runtime) })
    }

    /// The URL without the slash at its end.
    pub fn http(&self) -> String {
        format!("http://{}", self.http)
    }

    /// As [`Self::http`], with a certificate that nobody knows.
    pub fn https(&self) -> String {
        format!("https://{}", self.https)
    }

    /// From now on.
    pub fn set(&self, settings: Settings) {
        self.service.set(settings);
    }

    /// All that happened so far.
    pub fn statistics(&self) -> Statistics {
        self.service.ledger().statistics()
    }

    /// Statistics start anew, and with them the numbers of attempts that faults depend on.
    pub fn forget(&self) {
        self.service.forget();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn serve(listener: TcpListener, service: Arc<Service>, tls: Option<TlsAcceptor>) {
    loop {
        // A client that went away before it was let in is no concern of the others.
        let Ok((stream, _)) = listener.accept().await else { continue };
        tokio::spawn(connect(stream, Arc::clone(&service), tls.clone()));
    }
}

async fn connect(stream: TcpStream, service: Arc<Service>, tls: Option<TlsAcceptor>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    match tls {
        None => converse(stream, service).await,
        Some(tls) => {
            if let Ok(stream) = tls.accept(stream).await {
                converse(stream, service).await;
            }
        }
    }
}

async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, service: Arc<Service>) {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http2()
        .max_concurrent_streams(MOST_REQUESTS_OF_A_CONNECTION)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW);
    let respond = service_fn(move |request| {
        let service = Arc::clone(&service);
        async move { service.respond(request).await }
    });
    // Connections end in an error where a client leaves, or a fault wants it.
    drop(builder.serve_connection(TokioIo::new(stream), respond).await);
}

fn tls() -> io::Result<TlsAcceptor> {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let own = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
    let key = PrivateKeyDer::Pkcs8(own.signing_key.serialize_der().into());
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
