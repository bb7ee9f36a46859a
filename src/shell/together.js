// Behind the script that joins the parts of the hosted program: the second one, from the host's answers, a file each.
const together = async (asked) => {
  const further = [1, 2].map((file) => fetch(new URL('./split_rest.wasm'.replace('.wasm', `${file}.wasm`), import.meta.url)));
  const read = async (asked) => {
    const answer = await asked;
    if (!answer.ok) throw new Error(`the second part of the program: ${answer.status}`);
    return answer.blob();
  };
  const files = await Promise.all([asked, ...further].map(read));
  return weave(new Uint8Array(await new Blob(files).arrayBuffer()));
};
