//! `packed!`: text files, compressed when the crate is compiled.
//!
//! PPMd was measured to make the data files a sixth smaller than Brotli does, which the host applies anyway; what it
//! packed no longer shrinks under Brotli.

mod dense;

use ppmd_rust::Ppmd7Encoder;
use proc_macro::TokenStream;
use quote::quote;
use std::{io::Write as _, path::Path};
use syn::{LitByteStr, LitInt, LitStr, Token, parse_macro_input, punctuated::Punctuated};

/// `packed!(order, memory; "a.json", "b.json")`: paths from the folder `src`. Becomes a value
/// `Packed { files: &[(name, length)], bytes, order, memory }`; `order` and `memory` (bytes) are those of PPMd. What is JSON is
/// packed without the white space between its tokens: measured, 0.8 kB.
#[proc_macro]
pub fn packed(input: TokenStream) -> TokenStream {
    let call = parse_macro_input!(input as Call);
    match pack(&call) {
        Ok(tokens) => tokens,
        Err(why) => syn::Error::new(proc_macro2::Span::call_site(), why).to_compile_error().into(),
    }
}

struct Call {
    order: u32,
    memory: u32,
    files: Punctuated<LitStr, Token![,]>,
}

impl syn::parse::Parse for Call {
    fn parse(input: syn::parse::ParseStream) -> syn::Result<Self> {
        let order = input.parse::<LitInt>()?.base10_parse()?;
        input.parse::<Token![,]>()?;
        let memory = input.parse::<LitInt>()?.base10_parse()?;
        input.parse::<Token![;]>()?;
        Ok(Self { order, memory, files: Punctuated::parse_terminated(input)? })
    }
}

fn pack(call: &Call) -> Result<TokenStream, String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let (mut all, mut entries, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for file in &call.files {
        let path = Path::new(&root).join("src").join(file.value());
        let mut text = std::fs::read(&path).map_err(|error| format!("{}: {error}", file.value()))?;
        if file.value().ends_with(".json") {
            text = dense::dense(&text);
        }
        let length = text.len();
        entries.push(quote! { (#file, #length) });
        // So that a changed file is compiled again.
        let path = path.to_string_lossy().into_owned();
        seen.push(quote! { const _: &[u8] = include_bytes!(#path); });
        all.extend(text);
    }
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let mut encoder = Ppmd7Encoder::new(Vec::new(), call.order, call.memory).map_err(|error| failed(&error))?;
    encoder.write_all(&all).map_err(|error| failed(&error))?;
    let bytes = encoder.finish(false).map_err(|error| failed(&error))?;
    let bytes = LitByteStr::new(&bytes, proc_macro2::Span::call_site());
    let (order, memory) = (call.order, call.memory);
    Ok(quote! {{
        #(#seen)*
        Packed { files: &[#(#entries),*], bytes: #bytes, order: #order, memory: #memory }
    }}
    .into())
}
