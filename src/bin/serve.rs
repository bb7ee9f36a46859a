//! Serves a folder on this machine: `serve [DIR] [--port N]`. For `make serve` and the tests; any static host does the
//! same. Listens on the loopback addresses only, takes the next free port when its own is taken, and sends the headers
//! that the page's own policy cannot set (README names them for other hosts).
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::{
    env, fs,
    io::{self, BufRead as _, BufReader, ErrorKind, Write as _},
    net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

const DEFAULT_PORT: u16 = 7272;
const PORTS_TRIED: u16 = 20;
const READ_LIMIT: Duration = Duration::from_secs(10);
const HEADERS: &str = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n\
    Content-Security-Policy: frame-ancestors 'none'\r\nConnection: close\r\n";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("serve: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (mut folder, mut wanted) = (PathBuf::from("dist"), DEFAULT_PORT);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--port" {
            let number = arguments.next().and_then(|text| text.parse().ok());
            wanted = number.ok_or("--port needs a number")?;
        } else {
            folder = PathBuf::from(argument);
        }
    }
    if !folder.join("index.html").is_file() {
        return Err(format!("{} has no index.html", folder.display()));
    }
    let (listeners, port) = listen(wanted).map_err(|error| format!("no free port from {wanted}: {error}"))?;
    println!("Holdfast is served at http://localhost:{port}/ (Ctrl-C stops it)");
    if wanted != 0 && port != wanted {
        println!(
            "Port {wanted} is taken. A browser keeps each port's incidents apart: those of {wanted} are not shown here."
        );
    }
    let servers: Vec<_> = listeners
        .into_iter()
        .map(|listener| {
            let folder = folder.clone();
            thread::spawn(move || accept(&listener, &folder))
        })
        .collect();
    for server in servers {
        let _ = server.join();
    }
    Ok(())
}

/// The IPv4 loopback address, and the IPv6 one where the machine has it, on one port.
fn listen(wanted: u16) -> io::Result<(Vec<TcpListener>, u16)> {
    let mut last = io::Error::from(ErrorKind::AddrInUse);
    for port in wanted..=wanted.saturating_add(if wanted == 0 { 0 } else { PORTS_TRIED }) {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => listener,
            Err(error) => {
                last = error;
                continue;
            }
        };
        let port = listener.local_addr()?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(second) => return Ok((vec![listener, second], port)),
            // Someone else answers on `localhost` over IPv6: a browser might reach them instead.
            Err(error) if error.kind() == ErrorKind::AddrInUse => last = error,
            Err(_) => return Ok((vec![listener], port)),
        }
    }
    Err(last)
}

fn accept(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A browser that goes away in the middle is no event.
        thread::spawn(move || drop(answer(stream, &folder)));
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(READ_LIMIT))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // Read to the end of the head: closing with unread input would reset the connection.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if !matches!(method, "GET" | "HEAD") {
        return respond(&mut stream, "405 Method Not Allowed", "text/plain", "no-store", b"", true);
    }
    let found = inside(target).and_then(|path| Some((fs::read(folder.join(&path)).ok()?, path)));
    match found {
        Some((body, path)) => respond(&mut stream, "200 OK", kind(&path), caching(&path), &body, method == "GET"),
        None => respond(&mut stream, "404 Not Found", "text/plain", "no-store", b"Not found\n", method == "GET"),
    }
}

fn respond(to: &mut TcpStream, status: &str, kind: &str, caching: &str, body: &[u8], send: bool) -> io::Result<()> {
    let length = body.len();
    write!(
        to,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: {caching}\r\n{HEADERS}\r\n"
    )?;
    to.write_all(if send { body } else { b"" })?;
    to.flush()
}

/// The file a request names, relative to the folder; none for anything that could leave it.
fn inside(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let plain = |part: &str| {
        !part.starts_with('.') && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
    path.split('/').all(|part| !part.is_empty() && plain(part)).then_some(path)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

/// Trunk puts a content hash of 15 or 16 digits into a name: such a file never changes.
fn caching(path: &str) -> &'static str {
    let hash = path
        .split(['-', '_', '.'])
        .find(|part| part.len() >= 15 && part.chars().all(|digit| digit.is_ascii_hexdigit()));
    if hash.is_some() { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_inside_the_folder() {
        for (target, path) in [
            ("/", Some("index.html")),
            ("/?a=/../b#c", Some("index.html")),
            ("/a/b.css", Some("a/b.css")),
            ("/a/", Some("a/index.html")),
            ("/../etc/passwd", None),
            ("/a/../../b", None),
            ("/%2e%2e/b", None),
            ("/.git/config", None),
            ("//host/b", None),
            ("/a\\..\\b", None),
            ("http://host/", None),
            ("", None),
        ] {
            assert_eq!(inside(target).as_deref(), path, "{target}");
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        assert!(caching("holdfast-c914a774700769a8_bg.wasm").contains("immutable"));
        for name in ["index.html", "sw.js", "icon-512.png", "holdfast.html"] {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn a_taken_port_gives_the_next_one() {
        let (held, port) = listen(0).expect("a free port");
        let (_next, other) = listen(port).expect("a port after it");
        assert!(other > port && !held.is_empty());
    }
}
