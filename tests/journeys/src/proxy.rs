//! A proxy that lets nothing through and remembers what was asked of it: what a browser would have sent to a network.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// The proxy. Stopped when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
}

impl Proxy {
    /// Listens on a free local port.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a local port is free");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (asked, stop) = (Arc::<Mutex<Vec<String>>>::default(), Arc::new(AtomicBool::new(false)));
        let (kept, stopped) = (Arc::clone(&asked), Arc::clone(&stop));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let kept = Arc::clone(&kept);
                thread::spawn(move || refuse(stream, &kept));
            }
        });
        Self { address, asked, stop }
    }

    /// `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// First lines of the requests so far, such as `CONNECT example.org:443 HTTP/1.1`.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
    }
}

/// Notes the request and refuses it.
fn refuse(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut line = String::new();
    let Ok(reading) = stream.try_clone() else { return };
    let mut reader = BufReader::new(reading);
    if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
        return;
    }
    asked.lock().unwrap().push(line.trim().to_owned());
    // The rest of the head is read, so that the answer is not lost by a reset.
    let mut rest = String::new();
    while reader.read_line(&mut rest).is_ok_and(|count| count > 2) {
        rest.clear();
    }
    // A browser that is gone needs no answer.
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
}
