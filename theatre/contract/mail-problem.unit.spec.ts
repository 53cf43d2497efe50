import { describe, expect, test } from 'vitest';
import { catalogueOf, languages } from './catalogue/index.ts';
import { mailProblem, mailProblemWords, mailReasons } from './mail-problem.ts';

describe.each(languages)('in %s', (language) => {
  const texts = catalogueOf(language);

  test.each(mailReasons)('%s, with what the system said where it said something', (reason) => {
    const [bare, more] = ['', 'connect ECONNREFUSED'].map((said) => mailProblemWords(mailProblem(reason, said), texts));
    expect(bare).toMatch(/^\p{Lu}.*[^.: ]$/u);
    expect(bare).not.toMatch(new RegExp(`^${reason}`));
    // What is wrong with an order or with the log, no mail server said.
    expect(more?.includes('connect ECONNREFUSED')).toBe(
      !['no-address', 'no-seats', 'erased', 'log-late'].includes(reason),
    );
  });

  test('a mail server is quoted', () => {
    expect(mailProblemWords('550 5.1.1 No such user', texts)).toBe('550 5.1.1 No such user');
  });
});

test('the trouble of a mail that was given up is in words too', () => {
  const problem = mailProblem('given-up', mailProblem('late', 'connect ETIMEDOUT'));
  expect(mailProblemWords(problem, catalogueOf('de'))).toBe(
    'Nach tagelangen Versuchen aufgegeben, zuletzt: Der Mailserver antwortet nicht rechtzeitig (connect ETIMEDOUT)',
  );
});
