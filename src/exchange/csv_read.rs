//! Reading a table from CSV (RFC 4180) as spreadsheets write it: with a byte order mark or without, any line ends, and
//! comma, semicolon or tab between the cells.
//!
//! The text is untrusted: it is read whole within limits, or refused with the line and the reason.

/// The longest text, in bytes: 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;
/// The most rows after the header.
pub const MAX_ROWS: usize = 5_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 64;
/// The longest cell, in bytes: 4 KiB.
pub const MAX_CELL: usize = 4 * 1024;

/// A row and where it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the text it begins on, from 1.
    pub line: usize,
    /// As many cells as there are columns.
    pub cells: Vec<String>,
}

/// A table as read. Rows without any text are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, without outer blanks; what has a name has one of its own.
    pub header: Vec<String>,
    /// The rows after the header.
    pub rows: Vec<Row>,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// No line says anything.
    Empty,
    /// More than [`MAX_ROWS`].
    Rows,
    /// More than [`MAX_COLUMNS`].
    Columns,
    /// A cell is longer than [`MAX_CELL`].
    Cell,
    /// A quotation mark opens on this line and is never closed.
    Unclosed,
    /// A quotation mark within a cell that does not begin with one, or text after the closing one.
    Quote,
    /// So many cells; the header has so many.
    Cells(usize, usize),
    /// A column stands in the header twice.
    Twice(String),
}

/// A fault and the line it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1; of a row that runs over several lines, the first.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What stands between the cells: what the first line with text has most of, outside quotation marks.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for one in text.trim_start_matches(['\r', '\n']).chars() {
        match one {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(mark, _)| *mark == one).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    let [first, rest @ ..] = counts;
    rest.into_iter().fold(first, |most, one| if one.1 > most.1 { one } else { most }).0
}

/// Where the reader stands in a cell.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Bare,
    Quoted,
    Closed,
}

/// Reads a table.
///
/// # Errors
/// The first [`Problem`].
pub fn read(text: &str) -> Result<Table, Problem> {
    let problem = |line, fault| Err(Problem { line, fault });
    if text.len() > MAX_BYTES {
        let lines = text.bytes().take(MAX_BYTES).filter(|&byte| byte == b'\n').count();
        return problem(lines + 1, Fault::TooLong);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut table = Table::default();
    let mut row = Row { line: 1, ..Row::default() };
    let mut cell = String::new();
    let (mut at, mut line, mut opened) = (At::Start, 1, 1);
    let mut chars = text.chars().peekable();
    loop {
        let next = chars.next();
        // Every line end reads as a line feed, within quotation marks too.
        let next = match next {
            Some('\r') if chars.peek() == Some(&'\n') => chars.next(),
            Some('\r') => Some('\n'),
            other => other,
        };
        line += usize::from(next == Some('\n'));
        match (at, next) {
            (At::Quoted, None) => return problem(opened, Fault::Unclosed),
            (At::Quoted, Some('"')) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            (At::Quoted, Some('"')) => at = At::Closed,
            (At::Quoted, Some(one)) => cell.push(one),
            (_, None | Some('\n')) => {
                row.cells.push(std::mem::take(&mut cell));
                at = At::Start;
                table.take(std::mem::replace(&mut row, Row { line, ..Row::default() }))?;
                if next.is_none() {
                    break;
                }
            }
            (_, Some(one)) if one == separator => {
                row.cells.push(std::mem::take(&mut cell));
                at = At::Start;
            }
            (At::Start, Some('"')) => (at, opened) = (At::Quoted, line),
            (At::Closed, _) | (_, Some('"')) => return problem(line, Fault::Quote),
            (_, Some(one)) => {
                cell.push(one);
                at = At::Bare;
            }
        }
        if cell.len() > MAX_CELL {
            return problem(row.line, Fault::Cell);
        }
    }
    if table.header.is_empty() { problem(1, Fault::Empty) } else { Ok(table) }
}

impl Table {
    /// Takes a row in; the first that says anything is the header.
    fn take(&mut self, row: Row) -> Result<(), Problem> {
        let Row { line, cells } = &row;
        let fault = if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        } else if cells.len() > MAX_COLUMNS {
            Fault::Columns
        } else if self.header.is_empty() {
            let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            let twice = names
                .iter()
                .enumerate()
                .find(|(at, name)| !name.is_empty() && names.iter().take(*at).any(|one| one == *name));
            match twice {
                Some((_, name)) => Fault::Twice(name.clone()),
                None => {
                    self.header = names;
                    return Ok(());
                }
            }
        } else if cells.len() != self.header.len() {
            Fault::Cells(cells.len(), self.header.len())
        } else if self.rows.len() == MAX_ROWS {
            Fault::Rows
        } else {
            self.rows.push(row);
            return Ok(());
        };
        Err(Problem { line: *line, fault })
    }
}
