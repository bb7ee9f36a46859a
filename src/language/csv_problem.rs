//! What is wrong with a table in CSV, in words, with the line.

use super::Language;
use crate::exchange::csv_read::{Fault, Problem};

/// A problem in words.
#[must_use]
pub fn words(language: Language, problem: &Problem) -> String {
    let fault = match &problem.fault {
        Fault::TooLong => msg!("the table is larger than 1 MiB", "表格超过 1 MiB"),
        Fault::Empty => msg!("there is no line with the names of the columns", "没有写明各列名称的标题行"),
        Fault::Rows => msg!("there are more than 5,000 rows", "超过 5,000 行"),
        Fault::Columns => msg!("there are more than 64 columns", "超过 64 列"),
        Fault::Cell => msg!("a cell is longer than 4 KiB", "有单元格超过 4 KiB"),
        Fault::Unclosed => {
            msg!("a quotation mark opens here and is never closed", "此处开始的引号没有结束")
        }
        Fault::Quote => msg!(
            "a quotation mark is out of place. Put quotation marks around the whole cell, and write each one in it twice",
            "引号位置不正确。请用引号括住整个单元格，其中的引号写两次",
        ),
        Fault::Cells(..) => msg!("{1} cells here, {2} in the first line", "此处有 {1} 个单元格，首行有 {2} 个"),
        Fault::Twice(_) => msg!("the column “{1}” is there twice", "列“{1}”重复"),
    };
    let (first, second) = match &problem.fault {
        Fault::Cells(found, expected) => (found.to_string(), expected.to_string()),
        Fault::Twice(name) => (name.clone(), String::new()),
        _ => (String::new(), String::new()),
    };
    let fault = fault.fill(language, &["", &first, &second]);
    msg!("Line {0}: {1}.", "第 {0} 行：{1}。").fill(language, &[&problem.line.to_string(), &fault])
}
