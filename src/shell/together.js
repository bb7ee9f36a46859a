// Behind the script that joins the parts of the hosted program: the second one, from the host's answers, a file each. The
// first file begins with the lengths of the streams (streams.js); the second is the stream of instructions, which the first
// part of the program unpacks (src/bin/pack/parts.rs).
const together = async (asked) => {
  const further = [1, 2].map((file) => fetch(new URL('./split_rest.wasm'.replace('.wasm', `${file}.wasm`), import.meta.url)));
  const read = async (asked) => {
    const answer = await asked;
    if (!answer.ok) throw new Error(`the second part of the program: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const [data, packed, others] = await Promise.all([asked, ...further].map(read));
  const instructions = window.holdfastUnpack(packed, new DataView(data.buffer).getUint32(4, true));
  if (!instructions) throw new Error('the second part of the program is damaged');
  return weave(new Uint8Array(await new Blob([data, instructions, others]).arrayBuffer()));
};
