// Fires and signs in a real browser, against a live service (CANHLUA_URL) with the
// key of who works there (CANHLUA_KEY); pictures go to CANHLUA_SHOTS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { address, chromiumPath, desktop, launch, phone, shot } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const key = process.env.CANHLUA_KEY;
const lacking = !address
  ? 'CANHLUA_URL names no service'
  : !chromiumPath
    ? 'there is no Chromium'
    : !key && 'no key';
const api = async (path) => (await fetch(`${address}/api/v1/${path}`)).json();

async function open(browser, view, { size = phone, lang = 'vi', office = false } = {}) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(90_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  if (office) await page.addInitScript((key) => sessionStorage.setItem('canhlua-key', key), key);
  await page.goto(`${address}/?view=${view}&lang=${lang}`);
  await page.locator('main.sheet[aria-busy=false] h2').waitFor();
  return page;
}

async function sound(page, name) {
  await shot(page, name, true);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
    [],
  );
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} scrolls sideways`);
  assert.deepEqual(page.faults, []);
}

/** Goes on with Tab until the element has the focus. */
async function tabTo(page, target) {
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${target}`);
}

describe('fires and signs', { skip: lacking }, () => {
  let browser;
  let place;
  let id; // of the fire that is reported
  before(async () => {
    browser = await launch();
    const { zones } = await api('zones');
    [place] = zones.map(({ point }) => point).filter(Boolean);
    assert.ok(place, 'no zone has a place');
  });
  after(() => browser?.close());

  test('a fire is reported by keyboard alone', async () => {
    const page = await open(browser, 'report');
    await page.getByText('114').first().waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Đánh dấu giữa bản đồ' }));
    await page.keyboard.press('Enter');
    assert.match(await page.getByLabel('Vĩ độ').inputValue(), /^\d+\.\d{5}$/);
    for (const [label, text] of [
      ['Vĩ độ', place[1].toFixed(5)],
      ['Kinh độ', place[0].toFixed(5)],
    ]) {
      await tabTo(page, page.getByLabel(label));
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    }
    await tabTo(page, page.getByLabel('Thấy gì?'));
    await page.keyboard.type('Khói đen sau đồi keo (thử bàn phím)');
    await tabTo(page, page.getByLabel(/Số điện thoại/));
    await page.keyboard.type('0900 123 456');
    await tabTo(page, page.getByRole('button', { name: 'Gửi tin báo cháy' }));
    await sound(page, '360-report-vi');
    await page.keyboard.press('Enter');
    const told = page.getByText(/Đã nhận tin báo, mã f/);
    await told.waitFor();
    [id] = (await told.innerText()).match(/f\d{4}-\d\d-\d\d-[0-9a-f]+/);
    const { fires } = await api('fires?kind=fire');
    assert.ok(!fires.some((fire) => fire.id === id), 'a report is public before anybody has checked it');
    await page.close();
  });

  test('an officer confirms it and closes its record, and the public sees it', async () => {
    const page = await open(browser, 'fires', { office: true });
    const card = page.locator('article').filter({ hasText: id });
    await card.getByText('0900 123 456').waitFor();
    await card.getByLabel('Ghi chú (công khai)').fill('Cháy thực bì');
    await sound(page, '360-fires-office-vi');
    await card.getByRole('button', { name: 'Xác nhận có cháy' }).click();
    await page.getByText('Đã xác nhận và công khai.').waitFor();
    const record = page.locator('.record').filter({ hasText: id });
    await record.locator('summary').first().click();
    const { now } = await api('fires/rules');
    await record.getByLabel('Dập tắt lúc').fill(now.slice(0, 16));
    await record.getByLabel('Diện tích').fill('1,5');
    await sound(page, '360-fires-record-vi');
    await record.getByRole('button', { name: 'Kết thúc hồ sơ' }).click();
    await page.getByText('Đã kết thúc hồ sơ.').waitFor();
    await page.close();

    const { fires } = await api('fires?kind=fire');
    assert.equal(fires.find((fire) => fire.id === id)?.record.area_ha, 1.5);
    assert.ok(!JSON.stringify(fires).includes('123 456'), 'the public is told a telephone');
    for (const lang of ['vi', 'en']) {
      const seen = await open(browser, 'fires', { size: desktop, lang });
      await seen.getByText('Cháy thực bì').first().waitFor();
      await sound(seen, `1280-fires-${lang}`);
      await seen.close();
    }
  });

  test('a ranger turns a sign, and it is right', async () => {
    const page = await open(browser, 'signs', { office: true });
    const adding = page.locator('details').filter({ hasText: 'Thêm biển' });
    await adding.locator('summary').click();
    await adding.getByLabel('Mã biển').fill('thu-1');
    await adding.getByLabel('Tên').fill('Biển thử');
    await adding.getByLabel('Vĩ độ').fill(place[1].toFixed(5));
    await adding.getByLabel('Kinh độ').fill(place[0].toFixed(5));
    await adding.getByRole('button', { name: 'Lưu' }).click();
    const sign = page.locator('#sign-thu-1');
    await sign.waitFor();
    await sound(page, '360-signs-vi');
    const { signs } = await api('signs');
    const { should } = signs.find(({ id }) => id === 'thu-1');
    if (should !== null) {
      await sign.getByRole('button', { name: 'Đã xoay về cấp' }).click();
      await sign.getByText('Chỉ đúng').waitFor();
    }
    await page.close();
    const seen = await open(browser, 'signs', { size: desktop, lang: 'en' });
    await seen.getByText('Biển thử').waitFor();
    await sound(seen, '1280-signs-en');
    await seen.close();
  });
});
