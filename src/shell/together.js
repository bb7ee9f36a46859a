// Behind the script that joins the parts of the hosted program: the second one as a Wasm module. The host has it as three
// files. The first begins with the lengths of the streams (streams.js); the second is the stream of instructions, which
// the first part of the program unpacks (src/bin/pack/parts.rs).
const together = async (url) => {
  const read = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the second part of the program: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const urls = ['', 1, 2].map((file) => new URL(url.href.replace('.wasm', `${file}.wasm`)));
  const [data, packed, others] = await Promise.all(urls.map(read));
  const instructions = await window.holdfastUnpack(packed, new DataView(data.buffer).getUint32(4, true));
  const module = await weave(new Uint8Array(await new Blob([data, instructions, others]).arrayBuffer()));
  return new Response(module, { headers: { 'content-type': 'application/wasm' } });
};
