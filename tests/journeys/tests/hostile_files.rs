//! Damaged and hostile files at the door of the browser: each gets a message that names the place, and nothing that is
//! stored changes. The reader itself meets them by the thousand without a browser, in the suite `exchange_damage`.

use std::fs;

use holdfast_journeys::quick::{Dice, soak};
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

journey!(mutated, Setup::hosted());
async fn mutated(app: App) {
    let id = app.quick_incident("The record they are made from").await;
    app.quick_lines(&["first line".into(), "second line, 第二行".into(), "third line".into()]).await;
    app.quick_at(&id, "record").await;
    let (path, _) = app.export_record().await;
    let whole = fs::read(path).expect("the file can be read");
    app.visit("#/import").await;
    let before = stored(&app).await;
    let mut dice = Dice::new(app.engine() as u64);
    let (mut refused, mut whole_still) = (0, 0);
    for _ in 0..if soak() { 20 } else { 2 } {
        let files: Vec<Vec<u8>> = (0..50).map(|_| changed(&whole, &mut dice)).collect();
        let offered = "const told = [];
            for (const bytes of args) {
                quick.offer('changed.json', Uint8Array.from(bytes));
                const answer = await quick.wait('an answer', () => quick.one('alert', '*') || page.scoped([['region', 'What the file holds', false]]) && document.body);
                told.push(answer === document.body ? '' : answer.innerText);
                // Away with the answer, so that the next one is not taken for it.
                await quick.go('#/verify', 'another page', () => !document.body.contains(answer) || answer === document.body && page.find([], 'heading', 'Verify*')[0]);
                await quick.go('#/import', 'the page again', () => page.find([], 'heading', 'Import*')[0] && quick.one('file', 'Choose a file') && !quick.one('alert', '*'));
            }
            return told;";
        let told = app.quick(offered, json!(files)).await;
        for (text, file) in told.as_array().expect("an answer for each").iter().zip(&files) {
            match text.as_str().unwrap_or_default() {
                // Only what means the same may be taken for a record; it would add nothing.
                "" => whole_still += 1,
                text => {
                    refused += 1;
                    let named =
                        text.contains("Nothing stored in this browser was changed") && text.contains("changed.json: ");
                    assert!(named, "{text}\n{}", String::from_utf8_lossy(file));
                }
            }
        }
    }
    eprintln!("{}: {refused} refused, {whole_still} unharmed", app.engine().name());
    assert!(refused > whole_still * 2, "{refused} refused, {whole_still} unharmed");
    assert_eq!(stored(&app).await, before, "the store has changed");
    app.quick_again(&id).await;
    app.see("chain verified").await;
}

/// All that the browser holds, but for what is only typed.
async fn stored(app: &App) -> Value {
    app.quick("const { events, meta } = await quick.store(); return { events, meta }", Value::Null).await
}

/// One to three random changes, as a bad disk, a bad copy or a bad will might make them.
fn changed(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = whole.to_vec();
    for _ in 0..=dice.below(3) {
        let spot = below(dice, out.len());
        let reach = 1 << dice.below(8);
        let length = 1 + below(dice, reach).min(out.len() - spot - 1);
        match dice.below(6) {
            0 => out[spot] ^= 1 << dice.below(7),
            1 => drop(out.drain(spot..spot + length)),
            2 => {
                let piece = out[spot..spot + length].to_vec();
                out.splice(spot..spot, piece);
            }
            3 => {
                let put: [&[u8]; 6] =
                    [b"null", b"\\u0000", b"[[[[", b"\xff\xfe", b"1e999", b"</script><img src=x onerror=alert(1)>"];
                out.splice(spot..spot, put[below(dice, put.len())].iter().copied());
            }
            4 => {
                let mut lines: Vec<&[u8]> = out.split(|byte| *byte == b'\n').collect();
                let (one, other) = (below(dice, lines.len()), below(dice, lines.len()));
                lines.swap(one, other);
                out = lines.join(&b'\n');
            }
            _ => out.truncate(spot.max(1)),
        }
    }
    out
}

fn below(dice: &mut Dice, end: usize) -> usize {
    usize::try_from(dice.below(end as u64)).expect("it fits")
}
