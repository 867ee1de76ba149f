import { isDisabled } from '../execution/configuration.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOfItem } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A user that anybody can be. */
export const userWithoutPassword: Rule = {
  meta: {
    id: 'user-without-password',
    summary: 'A user of the router is added without a password.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A user whose password is empty needs none. Programs that take over routers try `admin` and a handful of other names with an empty password first.',
    remedy: 'Give the user a password at once, or add it on the router by hand so that the password stands in no file.',
    bad: `/user
add name=backup group=full password=""
`,
    good: `/user
add name=backup group=full disabled=yes password=""
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, User.'],
  },

  *check({ configuration }) {
    for (const item of configuration.menus.get('/user') ?? []) {
      const password = item.properties.get('password');
      const known = password === undefined || (password.constant && password.text === '');
      if (item.origin === undefined || item.assumed || !known || isDisabled(item)) continue;
      yield {
        message: phrase`This user has an empty password, so everybody can log in. Give it one, or disable the user.`,
        range: rangeOfItem(item, 'password', 'name'),
        confidence: item.conditional ? 'medium' : 'high',
      };
    }
  },
};
