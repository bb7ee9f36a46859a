//! Driver and browser processes: started in a group of their own, ended whole.
//!
//! Browsers start children in other process groups, so a group kill is not enough: every descendant is looked up in
//! `/proc`. A small shell watches a pipe from this process, so that nothing is left over when the tests are interrupted.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Runs "$@" in the background until standard input closes, then ends the whole group.
const WATCH: &str = r#""$@" </dev/null & read -r _; kill -KILL 0"#;

/// A process and everything it started; killed with `SIGKILL` when dropped.
#[derive(Debug)]
pub struct Tree {
    root: Child,
}

impl Tree {
    /// Starts `program` with `args` and `env`. Its output goes to `log`, or nowhere.
    ///
    /// # Panics
    /// When the program cannot be started.
    #[must_use]
    pub fn start(program: &str, args: &[String], env: &[(String, String)], log: Option<fs::File>) -> Self {
        let mut command = watched(program, args, env);
        match log {
            Some(file) => command.stdout(file.try_clone().expect("a log file can be shared")).stderr(file),
            None => command.stdout(Stdio::null()).stderr(Stdio::null()),
        };
        Self { root: spawn(command, program) }
    }

    /// Like [`Tree::start`], with standard output kept for the caller to read.
    ///
    /// # Panics
    /// When the program cannot be started.
    #[must_use]
    pub fn start_piped(program: &str, args: &[String], env: &[(String, String)]) -> (Self, ChildStdout) {
        let mut command = watched(program, args, env);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut root = spawn(command, program);
        let out = root.stdout.take().expect("standard output was piped");
        (Self { root }, out)
    }

    /// Ids of this process and of all its descendants that are alive now.
    #[must_use]
    pub fn pids(&self) -> BTreeSet<u32> {
        descendants(&BTreeSet::from([self.root.id()])).into_iter().filter(|pid| alive(*pid)).collect()
    }

    /// The name of a process of this tree, cut to 15 letters as the system keeps it.
    #[must_use]
    pub fn name(pid: u32) -> String {
        fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default().trim().to_owned()
    }

    /// Ends one process of this tree with `SIGKILL` and waits until it is gone.
    ///
    /// # Panics
    /// When it is no process of this tree, or outlives the signal by 5 s.
    pub fn kill_one(&self, pid: u32) {
        assert!(self.pids().contains(&pid), "process {pid} is none of this browser's");
        let target = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a process id");
        kill_process(target, Signal::KILL).expect("a child may be killed");
        let limit = Instant::now() + Duration::from_secs(5);
        while alive(pid) {
            assert!(Instant::now() < limit, "process {pid} is still there");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Ends the whole tree with `SIGKILL`, as a power cut would, and waits until nothing of it is left.
    pub fn kill(&mut self) {
        let limit = Instant::now() + Duration::from_secs(5);
        let mut all = self.pids();
        loop {
            for pid in &all {
                if let Some(pid) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
                    // Gone already is as good as killed.
                    let _ = kill_process(pid, Signal::KILL);
                }
            }
            let _ = self.root.try_wait();
            all = descendants(&all.into_iter().filter(|pid| alive(*pid)).collect());
            if all.is_empty() || Instant::now() > limit {
                break;
            }
            thread::sleep(Duration::from_millis(2));
        }
        let _ = self.root.wait();
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        self.kill();
    }
}

fn watched(program: &str, args: &[String], env: &[(String, String)]) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("sh");
    command
        .args(["-c", WATCH, "sh", program])
        .args(args)
        .envs(env.iter().map(|(key, value)| (key, value)))
        .stdin(Stdio::piped())
        .process_group(0);
    command
}

fn spawn(mut command: Command, program: &str) -> Child {
    command.spawn().unwrap_or_else(|error| panic!("cannot start {program}: {error}"))
}

/// `(state, parent)` of a process, from `/proc/<pid>/stat`.
fn stat(pid: u32) -> Option<(char, u32)> {
    let mut text = String::new();
    fs::File::open(format!("/proc/{pid}/stat")).ok()?.read_to_string(&mut text).ok()?;
    // The name, in parentheses, may hold anything, even spaces and parentheses.
    let mut fields = text.get(text.rfind(')')? + 1..)?.split_whitespace();
    let state = fields.next()?.chars().next()?;
    Some((state, fields.next()?.parse().ok()?))
}

fn alive(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != 'Z')
}

fn descendants(roots: &BTreeSet<u32>) -> BTreeSet<u32> {
    let Ok(listing) = fs::read_dir("/proc") else { return roots.clone() };
    let parents: Vec<(u32, u32)> = listing
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| stat(pid).filter(|(state, _)| *state != 'Z').map(|(_, parent)| (pid, parent)))
        .collect();
    let mut found = roots.clone();
    loop {
        let before = found.len();
        found.extend(
            parents.iter().filter(|(_, parent)| found.contains(parent)).map(|(pid, _)| *pid).collect::<Vec<_>>(),
        );
        if found.len() == before {
            return found;
        }
    }
}
