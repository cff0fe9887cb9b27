//! A web server for this computer only, with the headers that www/_headers recommends to hosts.

use std::{
    io::ErrorKind,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::ExitCode,
    thread,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

use crate::{
    preview::Preview,
    tools,
    widget::{self, Profile},
};

/// The strictest policy the widget works under; every browser test runs under it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// The page that shows a questionnaire that is being written.
pub const PREVIEW: &str = "preview.html";

/// Builds the widget and serves it until Ctrl+C.
pub fn serve(port: u16, profile: Profile, preview: Option<Preview>) -> Result<ExitCode> {
    // The port first: nobody likes to hear after a build that it was for nothing.
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            eprintln!(
                "error: port {port} is in use by another program (perhaps an earlier `cargo xtask serve`): stop that \
                 one, or choose another port, for example `cargo xtask serve --port {}`",
                if port == u16::MAX { 8080 } else { port + 1 }
            );
            return Ok(ExitCode::from(2));
        }
        Err(error) => {
            eprintln!("error: cannot use port {port} ({error}): choose another one with `--port`");
            return Ok(ExitCode::from(2));
        }
    };
    let folder = widget::build(profile)?;
    let address = address(&listener)?;
    let over = preview.map(Preview::watch).transpose()?;
    let page = if over.is_some() { PREVIEW } else { "" };
    println!("\nThe SDG-toets is at {address}/{page} (only for this computer). Stop with Ctrl+C.");
    runtime()?.block_on(async {
        tokio::select! {
            served = answer(listener, over.as_deref().unwrap_or(&folder), &folder) => served,
            stopped = tokio::signal::ctrl_c() => Ok(stopped?),
        }
    })?;
    println!("Stopped.");
    Ok(ExitCode::SUCCESS)
}

/// Serves a folder on a free port for as long as this program runs, and gives the address.
pub fn in_background(folder: &Path) -> Result<String> {
    over_in_background(folder, folder)
}

/// Serves a questionnaire that is being written, on the widget in a folder, and gives the address of the page that shows it.
pub fn preview_in_background(preview: Preview, folder: &Path) -> Result<String> {
    Ok(format!("{}/{PREVIEW}", over_in_background(&preview.watch()?, folder)?))
}

fn over_in_background(over: &Path, folder: &Path) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    let address = address(&listener)?;
    let (runtime, over, folder) = (runtime()?, over.to_owned(), folder.to_owned());
    thread::spawn(move || {
        if let Err(error) = runtime.block_on(answer(listener, &over, &folder)) {
            eprintln!("the server stopped: {error:#}");
        }
    });
    Ok(address)
}

fn address(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// What is in `over` goes before what is in the folder.
async fn answer(listener: TcpListener, over: &Path, folder: &Path) -> Result<()> {
    listener.set_nonblocking(true)?;
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let app = Router::new()
        // dist leaves out the pages that only tests use.
        .fallback_service(
            ServeDir::new(over)
                .fallback(ServeDir::new(folder).fallback(ServeDir::new(tools::root().join("www")))),
        )
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::CACHE_CONTROL, "no-store"));
    Ok(axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await?)
}

#[cfg(test)]
mod tests {
    use super::CONTENT_SECURITY_POLICY;

    #[test]
    fn the_policy_we_test_is_the_policy_we_recommend() {
        let line = format!("  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n");
        assert!(include_str!("../../www/_headers").contains(&line), "www/_headers lacks this line:\n{line}");
    }
}
