/** What Cloudflare Pages gives a worker: the site's files, and variables of the project. */
interface PagesEnv {
  ASSETS: { fetch: typeof fetch };
  TEAM_DOMAIN?: string;
  POLICY_AUD?: string;
}
