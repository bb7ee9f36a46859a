//! The few plain requests made before a WebDriver session exists.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Waits until something listens on the local `port`.
///
/// # Errors
/// A message, when nothing does within `limit`.
pub fn wait_for(port: u16, limit: Duration) -> Result<(), String> {
    let end = Instant::now() + limit;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > end {
            return Err(format!("nothing listens on port {port}"));
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// Posts `body` to the driver on the local `port` and reads its JSON answer.
///
/// # Errors
/// A message, when there is no answer within `limit` or it is not JSON.
pub fn post(port: u16, path: &str, body: &Value, limit: Duration) -> Result<Value, String> {
    let body = body.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len(),
    );
    exchange(port, &request, limit).map_err(|error| format!("no answer to {path}: {error}")).and_then(|answer| {
        serde_json::from_str(&answer).map_err(|error| format!("{path} answered no JSON: {error}: {answer}"))
    })
}

fn exchange(port: u16, request: &str, limit: Duration) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(limit))?;
    stream.write_all(request.as_bytes())?;
    // Not every driver closes the connection when asked: read what the length says.
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&answer);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse::<usize>().ok());
            if length.is_some_and(|length| body.len() >= length) {
                return Ok(body.to_owned());
            }
        }
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Ok(text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default());
        }
        answer.extend_from_slice(&chunk[..count]);
    }
}
