// Subscribing, managing what is kept, and the desk's list of deliveries, in a real browser
// against a live service (CANHLUA_URL); CANHLUA_KEY is an officer's, CANHLUA_MANAGE the token
// of a person's link. Pictures go to CANHLUA_SHOTS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { address, chromiumPath, launch, shot } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { CANHLUA_KEY: key, CANHLUA_MANAGE: token } = process.env;
const lacking = !address || !token ? 'CANHLUA_URL and CANHLUA_MANAGE name no service' : !chromiumPath;
const viewports = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } };

async function faultsOf(page) {
  await page.evaluate(axe); // through the debugger, which the content security policy does not bind
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

async function enter(browser, width, path) {
  const context = await browser.newContext({ viewport: viewports[width], acceptDownloads: true });
  context.setDefaultTimeout(90_000);
  await context.grantPermissions(['notifications'], { origin: address });
  await context.addInitScript((secret) => sessionStorage.setItem('canhlua-key', secret), key);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  await page.goto(address + path);
  return page;
}

async function sound(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await shot(page, name, true);
  assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
  assert.deepEqual(await faultsOf(page), [], name);
  assert.deepEqual(page.faults, [], name);
}

describe('alerts for people', { skip: lacking }, () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const width of [390, 1280])
    for (const lang of ['vi', 'en']) {
      test(`the pages are sound at ${width} in ${lang}`, async () => {
        for (const [name, path, ready] of [
          ['subscribe', `/?view=subscribe&lang=${lang}`, '.zones label'],
          ['manage', `/?view=subscribe&lang=${lang}#manage=${token}`, '.zones label'],
          ['deliveries', `/?view=deliveries&lang=${lang}`, 'main #deliveries-state'],
        ]) {
          const page = await enter(browser, width, path);
          await page.waitForSelector(ready);
          await sound(page, `${width}-${name}-${lang}`);
          await page.context().close();
        }
      });
    }

  test('a person subscribes by e-mail', async () => {
    const page = await enter(browser, 390, '/?view=subscribe&lang=vi');
    await page.getByLabel('Thư điện tử', { exact: true }).first().check();
    await page.locator('#subscribe-address').fill('dan@example.vn');
    await page.getByRole('button', { name: 'Đăng ký nhận cảnh báo' }).click();
    await page.getByText('Hãy chọn ít nhất một khu vực.').waitFor();
    await page.locator('.zones input').first().check();
    await page.getByRole('button', { name: 'Đăng ký nhận cảnh báo' }).click();
    await page.getByText('Hãy mở hộp thư').waitFor();
    await sound(page, '390-subscribed-vi');
    await page.context().close();
  });

  /** What the page sends when the form is sent. */
  const sentBy = async (page) => {
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.method() === 'POST' && each.url().endsWith('/subscriptions')),
      page.getByRole('button', { name: 'Đăng ký nhận cảnh báo' }).click(),
    ]);
    await page.getByText('Hãy mở hộp thư').waitFor();
    return request.postDataJSON();
  };
  const outlined = (page) => page.waitForSelector('.small-map[data-zones]:not([data-zones="0"])');

  test('zones are chosen by taps on the map, as in the list', async () => {
    const page = await enter(browser, 390, '/?view=subscribe&lang=vi');
    await page.locator('#subscribe-address').fill('tap@example.vn');
    await outlined(page);
    await page.locator('.small-map').click();
    await page.getByText('Đã chọn: 1').waitFor();
    const chosen = await page.locator('.zones input:checked').inputValue();
    await page.locator('.zones input:not(:checked)').first().check();
    await page.getByText('Đã chọn: 2').waitFor();
    await sound(page, '390-subscribe-zones-vi');
    await page.locator('.small-map').click();
    await page.getByText('Đã chọn: 1').waitFor();
    await page.locator(`.zones input[value="${chosen}"]`).check();
    assert.equal((await sentBy(page)).area.zones.length, 2);
    await page.context().close();
  });

  test('a point with its radius is tapped or typed', async () => {
    const page = await enter(browser, 390, '/?view=subscribe&lang=vi');
    await page.locator('#subscribe-address').fill('point@example.vn');
    await page.getByLabel('Quanh một điểm').check();
    await page.getByRole('button', { name: 'Đăng ký nhận cảnh báo' }).click();
    await page.getByText('Hãy đặt điểm trên bản đồ').waitFor();
    await outlined(page);
    await page.locator('.small-map').click();
    await page.waitForFunction(() => document.querySelector('.pair input')?.value !== '');
    await sound(page, '390-subscribe-point-vi');
    await page.getByLabel('Vĩ độ').fill('11,05');
    await page.getByLabel('Kinh độ').fill('106,65');
    await page.getByLabel('Bán kính').fill('7.5');
    assert.deepEqual((await sentBy(page)).area, { point: [106.65, 11.05], radius_km: 7.5 });
    await page.context().close();
  });

  test('an area is drawn by keys alone', async () => {
    const page = await enter(browser, 1280, '/?view=subscribe&lang=vi');
    await page.locator('#subscribe-address').fill('drawn@example.vn');
    await page.getByLabel('Theo khu vực').focus();
    await page.keyboard.press('ArrowUp'); // round to the last one
    await page.getByText('Đã đặt 0 góc').waitFor();
    await outlined(page);
    const at = page.getByText(/^Giữa bản đồ/);
    const add = page.getByRole('button', { name: 'Thêm góc ở giữa bản đồ' });
    for (const [n, key] of ['ArrowUp', 'ArrowRight', 'ArrowDown'].entries()) {
      const before = await at.textContent();
      await page.locator('.small-map').focus();
      await page.keyboard.press(key);
      await page.waitForFunction((text) => !document.body.textContent.includes(text), before.trim());
      await add.focus();
      await page.keyboard.press('Enter');
      await page.getByText(`Đã đặt ${n + 1} góc`).waitFor();
    }
    await sound(page, '1280-subscribe-drawn-vi');
    const { area } = await sentBy(page);
    assert.equal(area.drawn[0].length, 4);
    assert.deepEqual(area.drawn[0][0], area.drawn[0][3]);
    await page.context().close();
  });

  test('a push shows one notification for each zone', async () => {
    const page = await enter(browser, 390, '/?view=subscribe&lang=vi');
    const devtools = await page.context().newCDPSession(page);
    const registered = new Promise((resolve) =>
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId);
      }),
    );
    await devtools.send('ServiceWorker.enable');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/push.js');
      await navigator.serviceWorker.ready;
    });
    const registrationId = await registered;
    const push = (told) =>
      devtools.send('ServiceWorker.deliverPushMessage', {
        origin: address,
        registrationId,
        data: JSON.stringify(told),
      });
    const shown = () =>
      page.evaluate(async () => {
        const worker = await navigator.serviceWorker.ready;
        return (await worker.getNotifications()).map(({ title, tag }) => `${tag} ${title}`).sort();
      });
    const until = async (want) => {
      for (let n = 0; n < 50 && (await shown()).join() !== want.join(); n++) await page.waitForTimeout(100);
      assert.deepEqual(await shown(), want);
    };
    await push({ title: 'IV', body: 'a', tag: 'zone-1', lang: 'vi', link: address + '/?zone=1' });
    await until(['zone-1 IV']);
    await push({ title: 'V', body: 'b', tag: 'zone-1', lang: 'vi', link: address + '/?zone=1' });
    await push({ title: 'IV', body: 'c', tag: 'zone-2', lang: 'vi', link: address + '/?zone=2' });
    await until(['zone-1 V', 'zone-2 IV']);
    await page.context().close();
  });

  test('a person sees, changes, takes along and erases what is kept', async () => {
    const page = await enter(browser, 1280, `/?view=subscribe&lang=en#manage=${token}`);
    await page.getByText('chu@example.vn').waitFor();
    await page.locator('#subscribe-least').selectOption('5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await page.waitForSelector('.zones label');
    assert.equal(await page.locator('#subscribe-least').inputValue(), '5');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.match(readFileSync(await file.path(), 'utf8'), /chu@example\.vn/);
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByRole('button', { name: 'Erase all, I am sure' }).click();
    await page.getByText('Erased. All that stays is a coded mark').waitFor();
    await sound(page, '1280-erased-en');
    await page.reload();
    await page.getByText('This link is not right').waitFor();
    await page.context().close();
  });
});
