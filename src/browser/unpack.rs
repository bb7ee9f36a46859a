//! Unpacking while the page breathes: the data files, and, for the script that joins the two parts of the hosted program
//! (`shell/together.js`), the second part, which is packed in part; what unpacks it lies in the first.

use super::timer::Stint;
#[cfg(feature = "split")]
pub use program::offer;

/// Unpacks the data files ahead of time, while the page breathes: in one go they would hold it up for a tenth of a second.
pub async fn data() {
    let mut stint = Stint::begin();
    while !crate::data::prepare() {
        stint.rest().await;
    }
}

/// The second part of the program.
#[cfg(feature = "split")]
mod program {
    use js_sys::{Promise, Reflect, Uint8Array};
    use wasm_bindgen::{JsValue, closure::Closure};
    use wasm_bindgen_futures::future_to_promise;

    use crate::browser::js;
    use crate::browser::timer::Stint;
    use crate::data::Unpacking;

    /// Gives the window `holdfastUnpack(bytes, length)`, a promise of what the bytes become, of that length; rejected when they
    /// are damaged. The page breathes meanwhile.
    pub fn offer(begin: fn(Vec<u8>, usize) -> Option<Unpacking>) {
        let unpack = move |packed: Uint8Array, length: u32| {
            future_to_promise(async move {
                let unpacked = unpack(begin(packed.to_vec(), usize::try_from(length).unwrap_or_default())).await;
                unpacked.map(|whole| Uint8Array::from(whole.as_slice()).into()).ok_or(JsValue::NULL)
            })
        };
        let unpack = Closure::<dyn Fn(Uint8Array, u32) -> Promise>::new(unpack);
        // A window takes every member.
        let _ = Reflect::set(&js::window(), &JsValue::from_str("holdfastUnpack"), unpack.as_ref());
        unpack.forget();
    }

    async fn unpack(begun: Option<Unpacking>) -> Option<Vec<u8>> {
        let mut unpacking = begun?;
        let mut stint = Stint::begin();
        while !unpacking.step()? {
            stint.rest().await;
        }
        Some(unpacking.whole())
    }
}
