// The app in a real browser, against a live service (CANHLUA_URL) with whatever
// data it has; pictures go to CANHLUA_SHOTS.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  address,
  chromiumPath,
  desktop,
  drawn,
  launch,
  open,
  overflow,
  phone,
  faultsOfAnyWeight,
  seriousFaults,
  shot,
  tablet,
} from './browser.mjs';

const lacking = !address ? 'CANHLUA_URL names no service' : !chromiumPath ? 'there is no Chromium' : false;
const api = async (path) => (await fetch(`${address}/api/v1/${path}`)).json();

const ignoreHTTP = (fault) => !/Failed to load resource/.test(fault);

/** Clicks over the map until a zone opens. */
async function clickZone(page) {
  const box = await page.locator('.map').boundingBox();
  for (const [x, y] of [0.5, 0.4, 0.6, 0.3, 0.7].flatMap((x) => [0.5, 0.35, 0.65].map((y) => [x, y]))) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    const panel = page.locator('.panel');
    if (
      await panel.waitFor({ timeout: 900 }).then(
        () => true,
        () => false,
      )
    )
      return panel;
  }
  throw new Error('no click on the map opened a zone');
}

const colorsOnMap = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('.map canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });

/** Asks for the scores of days of one's own. */
async function chooseSpan(page, lang) {
  const [days, from, to, show] =
    lang === 'vi' ? ['Xét các ngày', 'Từ ngày', 'Đến ngày', 'Xem'] : ['Days looked at', 'From', 'To', 'Show'];
  await page.getByLabel(days).selectOption('own');
  await page.getByLabel(from, { exact: true }).fill('2016-02-01');
  await page.getByLabel(to, { exact: true }).fill('2016-02-20');
  await page.getByRole('button', { name: show, exact: true }).click();
  await page.getByText(/(01\/02\/2016|1 Feb(?:ruary)? 2016).+(20\/02\/2016|20 Feb(?:ruary)? 2016)/).waitFor();
}

describe('the web app', { skip: lacking }, () => {
  let browser;
  let levels;
  before(async () => {
    browser = await launch();
    levels = await api('levels.geojson');
    assert.ok(levels.features, `${address} has no published levels: ${levels.detail}`);
  });
  after(() => browser?.close());

  test('shows every zone on the map, with a numeral beside the colour in the legend', async () => {
    const page = await open(browser, desktop);
    assert.equal(Number(await page.getAttribute('.map', 'data-zones')), levels.features.length);
    assert.ok((await colorsOnMap(page)) > 5, 'the canvas is blank');
    const { levels: styles } = await api('province');
    const legend = await page.locator('.legend').innerText();
    for (const { roman, level } of styles) if (level) assert.match(legend, new RegExp(`\\b${roman} – `));
    assert.match(legend, /Không xác định/);
    await shot(page, '1280-map-vi');
    await page.getByRole('button', { name: 'Phóng to' }).click();
    await shot(page, '1280-near-vi');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test('says what must be said: provisional, simulated, stale, indicative', async () => {
    const page = await open(browser, phone);
    const banner = (await page.locator('.banner summary').allInnerTexts()).join(' ');
    const marks = {
      provisional: 'TẠM THỜI',
      simulated: 'MÔ PHỎNG',
      stale: 'SỐ LIỆU CŨ',
      indicative: 'RANH GIỚI CHỈ DẪN',
    };
    for (const [flag, words] of Object.entries(marks))
      assert.equal(banner.includes(words), !!levels[flag], flag);
    await page.context().close();
  });

  test('opens a zone by a click and closes it with Esc', async () => {
    const page = await open(browser, desktop);
    const panel = await clickZone(page);
    const zone = new URL(page.url()).searchParams.get('zone');
    const { name, level } = levels.features.find(({ id }) => id === zone).properties;
    assert.equal(await panel.locator('h2').innerText(), name);
    const words = await panel.locator('.level').first().innerText();
    assert.match(words, level === null ? /Không xác định/ : /^Cấp (I|II|III|IV|V) – /);
    await panel.locator('.uplot canvas').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'zone-name');
    await shot(page, '1280-zone-vi');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).searchParams.get('zone'), null);
    await page.goBack();
    await panel.waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test('tells why, and the chart as a table', async () => {
    const zone = levels.features.find(({ properties }) => properties.level !== null) ?? levels.features[0];
    const page = await open(browser, desktop, `?zone=${encodeURIComponent(zone.id)}`);
    const { summary } = await api(`zones/${encodeURIComponent(zone.id)}/explain?date=${levels.date}`);
    await page.getByText(summary.vi, { exact: true }).first().waitFor();
    await page.getByText('Vì sao?').click();
    assert.ok((await page.locator('.panel table tbody tr').count()) > 0, 'the chain is empty');
    await page.getByText('Xem biểu đồ dưới dạng bảng').click();
    await page.getByText('Vì sao?').scrollIntoViewIfNeeded();
    await shot(page, '1280-why-vi');
    await page.context().close();
  });

  test('goes from day to day by keyboard, and the address follows', async () => {
    const page = await open(browser, desktop);
    const { dates } = await api('dates');
    const strip = page.getByRole('radiogroup', { name: 'Chọn ngày' });
    assert.equal(await strip.getByRole('radio').count(), dates.length);
    const checked = strip.locator('[aria-checked=true]');
    assert.match(await checked.innerText(), /Hôm nay/);
    await checked.focus();
    await page.keyboard.press('ArrowRight');
    const today = dates.findIndex(({ date }) => date === levels.date);
    const next = dates[today + 1]?.date ?? levels.date;
    await page.waitForURL((url) => url.searchParams.get('date') === next);
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-checked')), 'true');
    await page.keyboard.press('Home');
    await page.waitForURL((url) => url.searchParams.get('date') === dates[0].date);
    await page.keyboard.press('t');
    await page.waitForURL((url) => url.searchParams.get('date') === levels.date);
    await page.context().close();
  });

  test('speaks both languages, without serious faults for axe', async () => {
    const page = await open(browser, desktop);
    await clickZone(page);
    await page.locator('.uplot canvas').waitFor();
    await page.getByText('Vì sao?').click();
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: /Forest-fire danger forecast/ }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(new URL(page.url()).searchParams.get('lang'), 'en');
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, '1280-zone-en');
    await page.context().close();
  });

  for (const lang of ['vi', 'en']) {
    test(`fits a phone of 360 × 740 in ${lang}`, async () => {
      const page = await open(browser, phone, `?lang=${lang}`);
      assert.ok((await overflow(page)) <= 0, 'the page scrolls sideways');
      const box = await page.locator('.map').boundingBox();
      assert.ok(box.height > 300, `only ${box.height} px of the height are map`);
      await shot(page, `360-map-${lang}`);
      assert.deepEqual(await seriousFaults(page), []);
      await page.locator('.legend summary').click();
      await shot(page, `360-legend-${lang}`);
      await page.locator('.legend summary').click();
      if (await page.locator('.banner').count()) {
        await page.locator('.banner summary').click();
        await shot(page, `360-marks-${lang}`);
        await page.locator('.banner summary').click();
      }
      await clickZone(page);
      await page.locator('.uplot canvas').waitFor();
      assert.ok((await overflow(page)) <= 0, 'the sheet scrolls sideways');
      await shot(page, `360-zone-${lang}`);
      await page.locator('.grow').click();
      await shot(page, `360-tall-${lang}`);
      await page.locator('.panel .body').evaluate((body) => body.scrollTo(0, 480));
      await shot(page, `360-tall-2-${lang}`);
      assert.deepEqual(await seriousFaults(page), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`looks right on a tablet in ${lang}`, async () => {
      const page = await open(browser, tablet, `?lang=${lang}`);
      await clickZone(page);
      await page.locator('.uplot canvas').waitFor();
      assert.ok((await overflow(page)) <= 0, 'the page scrolls sideways');
      await shot(page, `768-zone-${lang}`);
      await page.context().close();
    });
  }

  test('lists, finds and sorts the zones', async () => {
    const page = await open(browser, phone, '?view=list');
    const names = page.locator('.list tbody th');
    assert.equal(await names.count(), levels.features.length);
    await shot(page, '360-list-vi');
    assert.ok((await overflow(page)) <= 0, 'the list scrolls sideways');
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: 'Khu vực', exact: true }).click();
    const sorted = await names.allInnerTexts();
    assert.deepEqual(
      sorted,
      [...sorted].sort((a, b) => a.localeCompare(b, 'vi')),
    );
    await page.getByLabel('Tìm khu vực').fill(sorted[0]);
    assert.equal((await names.allInnerTexts())[0], sorted[0]);
    await names.first().getByRole('button').click();
    await page.locator('.panel').waitFor();
    await page.keyboard.press('Escape');
    assert.match(await page.evaluate(() => document.activeElement.textContent), new RegExp(sorted[0]));
    await page.context().close();
  });

  test('shows a station with its month, in both languages, without serious faults for axe', async () => {
    const { stations } = await api('stations');
    assert.ok(stations.length > 0, 'the service has no station');
    for (const lang of ['vi', 'en']) {
      const page = await browser.newPage({ viewport: phone });
      await page.goto(`${address}/?view=stations&lang=${lang}`);
      await page.getByRole('button', { name: stations[0].name }).click();
      await page.waitForSelector('.month [role=status]');
      assert.match(page.url(), /station=/);
      assert.ok((await overflow(page)) <= 0, 'the page is wider than the phone');
      assert.deepEqual(await seriousFaults(page), []);
      await shot(page, `stations-${lang}`);
      await page.getByRole('button', { name: lang === 'vi' ? 'Về bản đồ' : 'Back to the map' }).click();
      await drawn(page);
      await page.close();
    }
  });

  test('shows hotspots on the map and in words', async () => {
    const { fires } = await api('fires');
    assert.ok(fires.length > 0, 'the store holds no hotspot to show');
    for (const lang of ['vi', 'en']) {
      const page = await open(browser, desktop);
      await page.goto(`${address}/?lang=${lang}`);
      await drawn(page);
      await shot(page, `hotspots-${lang}`);
      const box = page.getByRole('checkbox');
      assert.ok(await box.isChecked());
      await box.uncheck();
      const list = page.locator('.hotspots');
      assert.equal(await list.getByRole('listitem').count(), fires.length);
      await list.getByRole('button', { name: fires[0].name }).first().click();
      await page.locator('.panel h2', { hasText: fires[0].name }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.close();
    }
  });

  test('shows further layers only when asked, on a phone', async () => {
    const page = await browser.newPage({ viewport: phone });
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${address}/?lang=vi`);
    await drawn(page);
    const early = asked.filter((path) => /keyareas|readiness|Switches/.test(path));
    assert.deepEqual(early, [], 'the first view fetches what nobody asked for');
    await page.locator('summary', { hasText: 'Lớp bản đồ' }).click();
    for (const [name, layer] of [
      ['Vùng trọng điểm cháy rừng', 'keyareas'],
      ['Lực lượng, phương tiện, công trình', 'readiness'],
    ]) {
      await page.getByRole('checkbox', { name }).check();
      await page.waitForSelector(`[data-layer=${layer}]`);
    }
    assert.ok((await overflow(page)) <= 0, 'the page is wider than the phone');
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, 'layers-vi');
    await page.getByRole('checkbox', { name: 'Vùng trọng điểm cháy rừng' }).uncheck();
    await page.waitForSelector('[data-layer=keyareas]', { state: 'detached' });
    await page.getByRole('button', { name: /Xem bảng/ }).click();
    await page.waitForURL(/view=readiness/);
    await page.close();
  });

  test('lets in by key, and keeps accounts and keys', async () => {
    const [name, password, key] = ['CANHLUA_USER', 'CANHLUA_PASSWORD', 'CANHLUA_KEY'].map(
      (each) => process.env[each],
    );
    assert.ok(name && password && key, 'no account and no key are given to the test');
    const page = await open(browser, phone);
    await page.goto(`${address}/?view=accounts&lang=vi`);
    await page.getByText('Dùng khóa truy cập').click();
    const enter = async (text) => {
      await page.getByLabel('Khóa truy cập').fill(text);
      await page.keyboard.press('Enter');
    };
    await enter('wrong');
    await page.getByRole('alert').filter({ hasText: 'không còn giá trị' }).waitFor();
    await enter(key);
    await page.getByRole('complementary', { name: 'Đang đăng nhập' }).getByText('người công bố').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tài khoản của mọi người' }).waitFor();
    await page.getByText('Thêm tài khoản…').click();
    await page.getByLabel('Họ tên').fill('Ông Ba');
    await page.getByLabel('Tên đăng nhập').fill('ba');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('chòi canh lửa số 7');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByText('Đã thêm tài khoản ba.').waitFor();
    await page.getByText('Tạo khóa…').click();
    await page.getByLabel('Dùng để làm gì').fill('máy đo Minh Hòa');
    await page.getByLabel('observations').check();
    await page.getByRole('button', { name: 'Tạo khóa' }).click();
    const secret = await page.locator('code').innerText();
    assert.match(secret, /^canhlua_[0-9a-f]{64}$/);
    assert.ok((await overflow(page)) <= 0, 'the page is wider than the phone');
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, 'accounts-vi', true);
    await page.getByRole('button', { name: 'Thu hồi khóa máy đo Minh Hòa' }).click();
    await page.getByText('Đã thu hồi khóa.').waitFor();
    await page.getByText('Sửa ba…').click();
    await page.getByRole('button', { name: 'Xóa tài khoản…' }).last().click();
    await page.getByRole('button', { name: 'Xóa hẳn ba' }).click();
    await page.getByText('Tài khoản đã xóa: 1').waitFor();
    await page.goto(`${address}/?view=accounts&lang=en`);
    await page.getByRole('heading', { name: 'Keys for machines' }).waitFor();
    assert.ok(!(await page.content()).includes(secret), 'the secret is shown twice');
    await shot(page, 'accounts-en', true);
    await page.context().close();
  });

  test('says how right the forecasts have been', async () => {
    for (const lang of ['vi', 'en']) {
      const page = await open(browser, phone, `?lang=${lang}`);
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      const name = lang === 'vi' ? 'Dự báo đã đúng đến đâu?' : 'How right have the forecasts been?';
      await page.getByRole('button', { name }).click();
      await page.getByRole('heading', { name, level: 2 }).waitFor();
      const detail = lang === 'vi' ? 'Xem chi tiết của dự báo' : 'Details of the forecast';
      await page.getByLabel(detail).selectOption('3');
      await chooseSpan(page, lang);
      assert.ok((await overflow(page)) <= 0, 'the page is wider than the phone');
      assert.deepEqual(await seriousFaults(page), []);
      await shot(page, `skill-${lang}`, true);
      await page.getByRole('button', { name: lang === 'vi' ? 'Về bản đồ' : 'Back to the map' }).click();
      await drawn(page);
      await page.close();
    }
  });

  test('leads to every page by a menu, by keyboard too', async () => {
    const page = await open(browser, phone, '?lang=vi');
    const opener = page.getByRole('button', { name: 'Menu', exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('dialog', { name: 'Các trang' });
    await menu.getByText('Chưa đăng nhập').waitFor();
    assert.deepEqual(await faultsOfAnyWeight(page), []);
    assert.ok((await overflow(page)) <= 0, 'the menu is wider than the phone');
    await shot(page, '360-menu-vi');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await opener.evaluate((each) => each === document.activeElement), true);
    const names = await menu.locator('li button').allTextContents();
    for (const name of names.slice(2)) {
      await opener.click();
      await menu.getByRole('button', { name, exact: true }).click();
      await page.locator('main.sheet h2').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'sheet', name);
      assert.ok((await overflow(page)) <= 0, `${name} is wider than the phone`);
      assert.deepEqual(await faultsOfAnyWeight(page), [], name);
    }
    assert.deepEqual(page.faults.filter(ignoreHTTP), []);
    await page.context().close();
  });

  test('reports a fire by one tap from map and list', async () => {
    for (const search of ['?lang=vi', '?lang=vi&view=list']) {
      const page = await open(browser, phone, search);
      await page.locator('main').getByRole('button', { name: 'Báo cháy' }).click();
      await page.getByRole('heading', { name: 'Báo cháy', level: 2 }).waitFor();
      await page.getByRole('link', { name: /114/ }).waitFor();
      await page.context().close();
    }
  });

  test('finds the zone where one stands', async () => {
    const page = await open(browser, phone);
    const [longitude, latitude] = (await api('province')).center;
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ longitude: 0, latitude: 0 });
    await page.getByRole('button', { name: 'Vị trí của tôi' }).click();
    await page.locator('.message', { hasText: 'nằm ngoài tỉnh' }).waitFor();
    await page.context().setGeolocation({ longitude, latitude });
    const expected = await api(`point?lat=${latitude}&lon=${longitude}`);
    await page.getByRole('button', { name: 'Vị trí của tôi' }).click();
    if (expected.zone) await page.locator('.panel h2', { hasText: expected.name }).waitFor();
    await page.context().close();
  });

  test('says so before the first forecast, and without a connection', async () => {
    const page = await open(browser, phone);
    const json = JSON.stringify({ title: 'Service Unavailable', status: 503, detail: 'no run yet' });
    const none = { status: 503, contentType: 'application/problem+json', body: json };
    await page.route('**/api/v1/levels.geojson*', (route) => route.fulfill(none));
    await page.reload();
    await page.getByText('Chưa có bản dự báo nào được công bố').waitFor();
    await shot(page, '360-503-vi');
    await page.unroute('**/api/v1/levels.geojson*');
    await page.route('**/api/**', (route) => route.abort());
    await page.reload();
    await page.getByText('Không có kết nối').waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await drawn(page);
    await page.getByText('Không có kết nối').waitFor({ state: 'detached' });
    assert.deepEqual(page.faults.filter(ignoreHTTP), []);
    await page.context().close();
  });

  test('says that nothing could be read, not that there is nothing', async () => {
    const none = { signs: 'Chưa có biển nào', fires: 'Không có đám cháy nào', log: '0 lần công bố' };
    const page = await open(browser, phone);
    await page.route('**/api/**', (route) => route.abort());
    for (const [view, words] of Object.entries(none)) {
      await page.goto(`${address}/?view=${view}&lang=vi`);
      await page.getByText('Không kết nối được với máy chủ').first().waitFor();
      assert.equal(await page.getByText(words).count(), 0, view);
    }
    await page.context().close();
  });

  test('prints the list of levels in words', async () => {
    const page = await open(browser, desktop);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.list table').isVisible());
    assert.ok(!(await page.locator('.strip').isVisible()));
    if (process.env.CANHLUA_SHOTS) {
      await page.pdf({ path: `${process.env.CANHLUA_SHOTS}/print-vi.pdf`, preferCSSPageSize: true });
    }
    await page.context().close();
  });
});
