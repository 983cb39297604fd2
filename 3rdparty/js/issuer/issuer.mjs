// An issuer of OpenID Connect on loopback: whoever names themselves is signed in as <name>@issuer.example.
// POST /removed/<name> removes them: no refresh token of theirs is honoured any more. Each is good once.
// Usage: node issuer.mjs CLIENT_ID CLIENT_SECRET; prints its address and ends with its input.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [clientId, clientSecret] = process.argv.slice(2);
const server = createServer();
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${server.address().port}`;

const removed = new Set();
const account = (login) => ({
  accountId: login,
  claims: () => ({ sub: login, name: login[0].toUpperCase() + login.slice(1), email: `${login}@issuer.example`, email_verified: true }),
});

const provider = new Provider(address, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      // The product chooses its ports when it starts; see redirectUriAllowed below.
      redirect_uris: ["http://localhost/auth/oauth/oidc/callback"],
      post_logout_redirect_uris: ["http://localhost/auth/oauth/oidc/signed-out"],
      grant_types: ["authorization_code", "refresh_token"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_, login) => (removed.has(login) ? undefined : account(login)),
  rotateRefreshToken: true,
  pkce: { required: () => true },
});
provider.Client.prototype.redirectUriAllowed = (uri) => /^http:\/\/(localhost|127\.0\.0\.1):\d+\/auth\/oauth\/oidc\/callback$/.test(uri);
provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) => /^http:\/\/(localhost|127\.0\.0\.1):\d+\/auth\/oauth\/oidc\/signed-out$/.test(uri);

const answer = provider.callback();
server.on("request", (request, response) => {
  const [, name] = /^\/removed\/(\w+)$/.exec(request.url) ?? [];
  if (request.method !== "POST" || name === undefined) return answer(request, response);
  removed.add(name);
  return response.writeHead(204).end();
});
process.stdout.write(`${address}\n`);
process.stdin.resume().on("end", () => process.exit(0));
