// Behind the script that joins the parts of the hosted program: the second one, from the host's answer.
const together = async (asked) => {
  const answer = await asked;
  if (!answer.ok) throw new Error(`the second part of the program: ${answer.status}`);
  return weave(new Uint8Array(await answer.arrayBuffer()));
};
