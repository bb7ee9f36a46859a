// In the single file, last in the page: unpacks what is held in it, the Wasm module, taken apart into streams (streams.js
// stands before this), and after it the app's styles and the script that starts it (the glue, then single_start.js).
try {
  const held = document.getElementById('holdfast-wasm');
  const text = held.textContent;
  held.remove();
  // Seven bits to a byte of the text: src/bin/pack/held.rs. What is damaged does not pass the checksum of xz.
  const avoided = [{{avoided}}];
  const packed = new Uint8Array(text.length * 2);
  let length = 0;
  let bits = 0;
  let waiting = 0;
  const add = (group) => {
    bits = bits << 7 | group;
    waiting += 7;
    if (waiting < 8) return;
    waiting -= 8;
    packed[length] = bits >> waiting;
    length += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) add(avoided[(code >> 7) - 2]);
    add(code & 127);
  }
  // xz is a multiple of four bytes long; what is over only fills the last character, and would be taken for damage.
  const stream = new Blob([packed.subarray(0, length & ~3)]).stream();
  const { XzReadableStream } = globalThis['xz-decompress'];
  const bytes = await new Response(new XzReadableStream(stream)).arrayBuffer().catch((error) => {
    // Chromium would say "Failed to fetch".
    throw new Error(`the program could not be unpacked, this file may be damaged: ${error}`);
  });
  const end = bytes.byteLength - {{script}};
  const styles = end - {{style}};
  // The policy names the digests of these very styles and of this script; others would not be taken.
  const insert = (parent, name, from, to) => {
    const element = document.createElement(name);
    if (name === 'script') element.type = 'module';
    element.textContent = new TextDecoder().decode(bytes.slice(from, to));
    parent.append(element);
  };
  insert(document.head, 'style', styles, end);
  window.holdfastModule = await weave(new Uint8Array(bytes, 0, styles));
  insert(document.body, 'script', end);
} catch (error) {
  window.holdfastRescue(error);
  throw error;
}
