//! Turns Trunk's release output into the bundle that is deployed: the program in two parts, a content policy in the page,
//! a service worker, an installable manifest, the single file `holdfast.html` and `SHA256SUMS`.
//!
//! Invariant: runs at build time only, changes nothing but the folder it is given and Cargo's target folder, and the same
//! input gives the same bytes.
//!
//! `pack [DIR]` packs DIR (Trunk's hook gives it in `TRUNK_STAGING_DIR`); `pack --check DIR` verifies a packed folder.
//! Both print the sizes and fail when one is over its budget.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

mod budget;
#[path = "../../packed_macro/src/dense.rs"]
mod dense;
mod files;
mod held;
mod html;
mod icon;
mod likeness;
mod names;
mod not_text;
mod page;
mod parts;
mod policy;
mod single;
mod small;
mod streams;
mod styles;
mod tools;
mod unused;
mod worker;

use std::{env, path::Path, process::ExitCode};

/// What went wrong, in words for the person who builds.
type Failure = String;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("pack: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "release") {
        return Ok(());
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--check", folder] => {
            files::verify_sums(Path::new(folder))?;
            budget::report(Path::new(folder))
        }
        [folder] if !folder.starts_with('-') => pack(Path::new(folder)),
        [] => match env::var("TRUNK_STAGING_DIR") {
            Ok(folder) => pack(Path::new(&folder)),
            Err(_) => Err("name the folder to pack, or run it as Trunk's hook".into()),
        },
        _ => Err("usage: pack [DIR] | pack --check DIR".into()),
    }
}

fn pack(folder: &Path) -> Result<(), Failure> {
    let from_trunk = files::read_all(folder)?;
    let mut built = from_trunk.clone();
    let index = page::with_own_scripts(files::text(&built, page::INDEX)?)?;
    let styles::Merged { page: index, shell } = styles::merge(&index, &mut built)?;
    // Only now: Trunk's minifier orders scripts anew at each run, and these are the packer's own.
    built.insert(page::INDEX.into(), index.clone().into_bytes());
    for (name, bytes) in built.iter_mut().filter(|(name, _)| name.ends_with(".json")) {
        *bytes = match name.ends_with(".schema.json") {
            true => files::for_programs(name, bytes)?,
            false => files::dense(name, bytes)?,
        };
    }
    let version = format!("{}+{}", env!("CARGO_PKG_VERSION"), &files::fingerprint(&built)[..12]);

    let single = single::build(&index, &small(&built)?, shell, &version, &tools::unpacker()?)?;
    let index = parts::put(&parts::build()?, &index, &mut built)?;
    built.insert(page::INDEX.into(), page::hosted(&index, &version)?.into_bytes());
    built.extend(icon::all()?.map(|(name, bytes)| (name.to_string(), bytes)));
    built.insert("manifest.webmanifest".into(), worker::manifest(&built)?.into_bytes());
    built.insert("sw.js".into(), worker::script(&built)?.into_bytes());
    built.insert("holdfast.html".into(), single.into_bytes());
    built.insert(files::SUMS.into(), files::sums(&built).into_bytes());
    files::write_changes(folder, &from_trunk, &built)?;

    println!("Packed Holdfast {version}");
    budget::report(folder)
}

/// The files with Trunk's module made small.
fn small(built: &files::Files) -> Result<files::Files, Failure> {
    let mut files = built.clone();
    let one =
        |ending: &str| built.keys().find(|name| name.ends_with(ending)).ok_or_else(|| format!("no {ending} was built"));
    small::pair(&mut files, one(".js")?, one(".wasm")?)?;
    Ok(files)
}
