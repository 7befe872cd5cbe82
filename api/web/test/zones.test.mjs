// Zone sets, key areas and readiness in a real browser, against a live service
// (CANHLUA_URL) with a publisher's key (CANHLUA_KEY); pictures go to CANHLUA_SHOTS.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { address, chromiumPath, launch, overflow, seriousFaults, shot } from './browser.mjs';

const key = process.env.CANHLUA_KEY;
const lacking = !address
  ? 'CANHLUA_URL names no service'
  : !chromiumPath
    ? 'there is no Chromium'
    : !key && 'no key';
const sizes = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } };
// made by GDAL in VN-2000 / TM-3 105-45: data/layer/testdata/make.sh
const layer = fileURLToPath(new URL('../../../data/layer/testdata/rung-tm3.zip', import.meta.url));

async function open(browser, view, { size = sizes[1280], lang = 'vi', office = true } = {}) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(90_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  if (office) await page.addInitScript((key) => sessionStorage.setItem('canhlua-key', key), key);
  await page.goto(`${address}/?view=${view}&lang=${lang}`);
  await page.locator('main.sheet[aria-busy=false] h2').waitFor();
  return page;
}

async function sound(page, name) {
  await shot(page, name, true);
  assert.deepEqual(await seriousFaults(page), [], name);
  assert.ok((await overflow(page)) <= 0, `${name} scrolls sideways`);
  assert.deepEqual(page.faults, [], name);
}

describe('zones, key areas, readiness', { skip: lacking }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  for (const [width, size] of Object.entries(sizes))
    for (const lang of ['vi', 'en'])
      test(`the three pages are sound at ${width}, ${lang}`, async () => {
        for (const view of ['zonesets', 'keyareas', 'readiness']) {
          const page = await open(browser, view, { size, lang });
          if (view !== 'zonesets') {
            await page.locator('.sheet > details > summary').first().click();
            await page.locator('.sheet .small-map canvas').first().waitFor();
          }
          await sound(page, `${width}-${view}-${lang}`);
          await page.close();
        }
      });

  test('a map in VN-2000 is looked at, taken, and lies where it should', async () => {
    const page = await open(browser, 'zonesets');
    await page.locator('#zs-file').setInputFiles(layer);
    await page.locator('#zs-set').fill('Rừng thử');
    await page.locator('details > summary', { hasText: 'Cách đọc' }).click();
    await page.locator('#zs-columns').fill('compartment:tk,owner:churung,forest_group:nhom,area_ha:dtich');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('VN-2000 / TM-3 105-45').first().waitFor();
    await page.locator('.small-map canvas').first().waitFor();
    await sound(page, '1280-zonesets-look-vi');
    await page.locator('#zs-from').fill('2026-02-01');
    await page.locator('#zs-basis').fill('QĐ 1/QĐ-UBND');
    await page.getByRole('button', { name: 'Nhận vào từ ngày đã ghi' }).click();
    await page.getByText('Đã nhận bộ Rừng thử').waitFor();
    await page.close();
    const ask = async (headers) =>
      (await fetch(`${address}/api/v1/zones.geojson?date=2026-02-02`, { headers })).json();
    const { features } = await ask({});
    const [lon, lat] = features[0].geometry.coordinates.flat(5);
    assert.ok(Math.abs(lon - 106.3) < 0.01 && Math.abs(lat - 11.3) < 0.01, `it lies at ${lon} ${lat}`);
    assert.ok(!JSON.stringify(features).includes('Núi Cậu'), 'the public is told an owner');
    const whole = await ask({ Authorization: `Bearer ${key}` });
    assert.ok(JSON.stringify(whole).includes('Ban quản lý rừng phòng hộ Núi Cậu'));
  });

  test('an expired thing is added, bad rows are shown, the plan is one sheet', async () => {
    const page = await open(browser, 'readiness');
    await page.locator('summary', { hasText: 'Nhập từ tệp' }).click();
    const file = (text) => ({ name: 'so.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const head = 'id,kind,name,zone,lat,lon,contact,phone,expires_on\n';
    await page.locator('#rd-file').setInputFiles(file(head + 't9,tower,Chòi chín,c26,x,106.35,,,\n'));
    await page.getByRole('button', { name: 'Nhập tệp' }).click();
    await page.getByRole('cell', { name: 'không phải là số' }).waitFor();
    await page
      .locator('#rd-file')
      .setInputFiles(file(head + 't9,tower,Chòi chín,c26,11.35,106.35,Anh Ba,0909 111,2025-12-31\n'));
    await page.getByRole('button', { name: 'Nhập tệp' }).click();
    await page.locator('.assets').getByText('Chòi chín').waitFor();
    await page.locator('.assets').getByText('đã hết hạn').first().waitFor();
    for (const lang of ['vi', 'en']) {
      const office = await open(browser, 'readiness', { lang });
      await office.locator('#rd-zone').selectOption('c26');
      await office.locator('.plan').getByText('0909 111').first().waitFor();
      await sound(office, `1280-plan-${lang}`);
      const pdf = await office.pdf({
        preferCSSPageSize: true,
        path: process.env.CANHLUA_SHOTS && join(process.env.CANHLUA_SHOTS, `plan-${lang}.pdf`),
      });
      assert.equal(
        pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length,
        1,
        'the plan needs more than a sheet',
      );
      await office.close();
      const anyone = await open(browser, 'readiness', { lang, office: false });
      await anyone.locator('#rd-zone').selectOption('c26');
      await anyone.locator('.plan').waitFor();
      assert.ok(!(await anyone.content()).includes('0909 111'), 'the public is told a telephone');
      await anyone.close();
    }
    await page.close();
  });
});
