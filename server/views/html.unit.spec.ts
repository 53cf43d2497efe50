import { expect, test } from 'vitest';
import { escape, html, raw } from './html.ts';

test('what a person wrote cannot become markup, in text or in an attribute', () => {
  const hostile = `</p><script>alert(1)</script>"'\`&`;
  const made = html`<p title="${hostile}">${hostile}</p>`.text;
  expect(made.match(/</g)).toHaveLength(2);
  expect(made.match(/"/g)).toHaveLength(2);
  expect(made).toContain('&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&#96;&amp;');
});

test('only HTML that says it is HTML goes in as it is', () => {
  expect(html`${html`<b>${'<'}</b>`}${raw('<i></i>')}`.text).toBe('<b>&lt;</b><i></i>');
});

test('nothing for what is not there, and lists one after another', () => {
  expect(html`${false}${null}${undefined}${0}${''}${['a', 1, [html`<hr />`, '&']]}`.text).toBe('0a1<hr />&amp;');
});

test('is one line, whatever is put in and however the template is laid out', () => {
  const layout = ['<p>\n    ', '\n</p>'];
  const made = html(Object.assign(layout, { raw: layout }), 'one\ntwo\r\nthree').text;
  expect(made).toBe('<p> one&#10;two&#13;&#10;three </p>');
});

test('a character that ends strings elsewhere is replaced', () => {
  expect(escape('a\0b')).toBe('a\u{FFFD}b');
});
