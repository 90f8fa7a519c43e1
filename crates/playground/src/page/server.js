// The server that the page is from answers.
const LONGEST = 20000;

function engine() {
  return async (question) => {
    let response;
    try {
      response = await fetch('answer', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: question, signal: AbortSignal.timeout(LONGEST),
      });
    } catch (error) {
      throw new Error(error.name === 'TimeoutError' ? 'no answer within 20 seconds' : 'nobody answers: does `outrigger playground` still run?');
    }
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
}
