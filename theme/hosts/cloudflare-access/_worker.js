// Cloudflare Pages runs this before each file of the site. It serves nothing without a token that Cloudflare Access signed
// for this application: not on pages.dev, not in previews, not where Access was never set up. Two variables of the
// project say whose tokens: TEAM_DOMAIN (https://TEAM.cloudflareaccess.com) and POLICY_AUD (the application's audience tag).
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

export default {
  /** @param {Request} request @param {PagesEnv} env */
  async fetch(request, env) {
    if (await signedIn(request.headers.get("Cf-Access-Jwt-Assertion"), env).catch(() => false)) {
      return env.ASSETS.fetch(request);
    }
    const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
    return new Response("Only officers who have signed in get in here.\n", { status: 403, headers });
  },
};

/** @param {string | null} token @param {PagesEnv} env */
async function signedIn(token, { TEAM_DOMAIN, POLICY_AUD }) {
  if (!token || !TEAM_DOMAIN || !POLICY_AUD) return false;
  const [head, body, signature] = token.split(".");
  const { alg, kid } = json(head);
  const { iss, aud, exp } = json(body);
  const meant = alg === "RS256" && iss === TEAM_DOMAIN && [aud].flat().includes(POLICY_AUD);
  if (!meant || !(exp > Date.now() / 1000)) return false;
  // Cloudflare's own setting: browsers know of none.
  const cached = /** @type {RequestInit} */ ({ cf: { cacheEverything: true, cacheTtl: 300 } });
  const answer = await fetch(`${TEAM_DOMAIN}/cdn-cgi/access/certs`, cached);
  /** @type {Record<"keys", (JsonWebKey & Record<"kid", string>)[]>} */
  const { keys } = await answer.json();
  const known = keys.find((each) => each.kid === kid);
  if (!known) return false;
  const key = await crypto.subtle.importKey("jwk", known, RSA, false, ["verify"]);
  return crypto.subtle.verify(RSA, key, bytes(signature), new TextEncoder().encode(`${head}.${body}`));
}

/** @param {string} text */
function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

/** @param {string} text */
function json(text) {
  return JSON.parse(new TextDecoder().decode(bytes(text)));
}
