// Many years take the service longer than one answer may: it says so, works on, and is asked again.
import { getVerification, Problem, type Verification } from '../api';

const soon = 10; // seconds: who is told to come back later than that, is not waited for
const most = 24; // times, before the problem is told

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done, stop) => {
    const leave = () => (clearTimeout(timer), stop(signal.reason));
    const timer = setTimeout(() => (signal.removeEventListener('abort', leave), done()), ms);
    signal.addEventListener('abort', leave);
  });

/** The scores of a span, asked for again while they are being worked out. */
export async function patiently(
  span: { from?: string; to?: string },
  signal: AbortSignal,
  ask: typeof getVerification = getVerification,
  second = 1000, // ms
): Promise<Verification> {
  for (let time = 1; ; time++) {
    try {
      return await ask(span, signal);
    } catch (cause) {
      const after = cause instanceof Problem && cause.status === 503 ? cause.after : 0;
      if (after === 0 || after > soon || time === most) throw cause;
      await pause(after * second, signal);
    }
  }
}
