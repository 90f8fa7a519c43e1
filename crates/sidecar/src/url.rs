//! Where a URL leads.

use std::net::{IpAddr, SocketAddr};

use hyper::Uri;
use tokio::net::lookup_host;

use crate::http::localhost;

/// The addresses of a URL's host, and the host as a request names it. `localhost` is not looked up: it is needed before there
/// are name servers.
///
/// # Errors
/// The URL is not one of plain HTTP, or its host has no address.
pub(crate) async fn addresses(uri: &Uri) -> Result<(Vec<SocketAddr>, String), String> {
    if uri.scheme_str() != Some("http") {
        return Err(format!("{uri} is not a URL of http"));
    }
    let authority = uri.authority().ok_or_else(|| format!("{uri} names no host"))?;
    let (name, port) = (authority.host(), authority.port_u16().unwrap_or(80));
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let found = match bare.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, port)],
        Err(_) if name == "localhost" => localhost(port).to_vec(),
        Err(_) => {
            let found = lookup_host((name, port)).await;
            found.map_err(|error| format!("{name} has no address: {error}"))?.collect()
        }
    };
    Ok((found, authority.as_str().to_owned()))
}
