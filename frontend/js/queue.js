/* The queue: send what waits, oldest first, each exactly once, and never one person's report as another. Knows
   neither browser nor database (`io` brings them), so every way it can go wrong is tried in frontend/tests. */

export const inOrder = (reports) => [...reports].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));

/** What an answer means: sent · refused · login · csrf · later. Only JSON in our own shape counts as sent: a hotel's
    log-in page also answers 200. */
export function verdict(status, body) {
  if ((status === 200 || status === 201) && body?.ref) return "sent";
  if (status === 422 || status === 409) return "refused";
  if (status === 401) return "login";
  if (status === 403 && body?.csrf) return "csrf";
  return "later";
}

const nothing = () => ({ sent: [], refused: [], unreadable: [], later: 0, others: 0, login: null });

async function sendOne(io, key, session, result) {
  const report = await io.report(key);
  if (report?.state !== "waiting") return;
  const fields = await io.fieldsOf(report);
  if (!fields) {
    await io.changeReport(key, { state: "unreadable" });
    result.unreadable.push(key);
    return;
  }
  let answer = await io.post(key, fields, session.csrf);
  if (verdict(answer.status, answer.body) === "csrf") {
    const fresh = await io.session();
    // Somebody else may have logged in between: then the report is not theirs to send.
    if (fresh?.person === report.person) {
      session.csrf = fresh.csrf;
      answer = await io.post(key, fields, fresh.csrf);
    }
  }
  await conclude(io, key, answer, result);
}

async function conclude(io, key, { status, body }, result) {
  const what = verdict(status, body);
  if (what === "sent") {
    await io.removeReport(key);
    result.sent.push({ key, ...body });
  } else if (what === "refused") {
    const errors = body?.errors ?? (body?.detail ? [{ pointer: "", detail: body.detail }] : []);
    await io.changeReport(key, { state: "refused", errors });
    result.refused.push({ key, errors });
  } else {
    if (what === "login") result.login = body?.login ?? io.loginUrl;
    result.later += 1;
  }
}

/** One round. `wanted` is the report just written: for that one a lock held elsewhere is waited for, others skip. */
export async function flush(io, wanted = null) {
  const result = nothing();
  const waiting = inOrder((await io.reports()).filter((report) => report.state === "waiting"));
  if (!waiting.length) return result;
  const session = await io.session();
  if (!session?.person) return { ...result, later: waiting.length, login: session?.login ?? null };
  for (const { key, person } of waiting) {
    if (person !== session.person) {
      result.others += 1;
      continue;
    }
    const ours = !result.login && (await io.lock(key, key === wanted, () => sendOne(io, key, session, result)));
    if (!ours) result.later += 1;
  }
  return result;
}
