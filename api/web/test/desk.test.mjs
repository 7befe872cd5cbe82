// The desk's day in a real browser by keyboard alone, against a live service
// (CANHLUA_URL): as officer with CANHLUA_OFFICER_KEY, then as publisher with CANHLUA_KEY.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { address, chromiumPath, launch, open, overflow, phone, seriousFaults, shot } from './browser.mjs';

const lacking = !address ? 'CANHLUA_URL names no service' : !chromiumPath ? 'there is no Chromium' : false;
const { CANHLUA_OFFICER_KEY: officerKey, CANHLUA_KEY: publisherKey } = process.env;
const reading = 'Nhiệt độ (°C)';

/** Presses a button or link without a mouse, once it can be pressed. */
async function press(page, name, role = 'button') {
  const at = page.getByRole(role, { name }).first();
  await at.click({ trial: true }); // waits, and clicks nothing
  await at.focus();
  await page.keyboard.press('Enter');
}

async function type(page, label, text) {
  await page.getByLabel(label).first().focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Moves down a list of choices. */
async function choose(page, label, down) {
  await page.getByLabel(label, { exact: true }).focus();
  for (let i = 0; i < down; i++) await page.keyboard.press('ArrowDown');
}

/** Signs in at the desk. */
async function signIn(page, key) {
  await page.goto(`${address}/?view=desk&lang=vi`);
  await page.getByText('Dùng khóa truy cập').focus();
  await page.keyboard.press('Enter');
  await type(page, 'Khóa truy cập', key);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lập bản dự thảo hôm nay' }).waitFor();
}

/** Makes today's draft and waits for it. */
async function makeDraft(page) {
  await press(page, 'Lập bản dự thảo hôm nay');
  await page.getByText('Đã lập bản dự thảo.').waitFor();
}

/** Corrects the first reading of today that there is, in the grid, and gives what stood there. */
async function correct(page, celsius) {
  await page.goto(`${address}/?view=readings&lang=vi`);
  const cells = page.getByLabel(new RegExp(`: ${reading.replace(/[()]/g, '\\$&')}$`));
  await cells.first().waitFor();
  const all = await cells.all();
  const values = await Promise.all(all.map((cell) => cell.inputValue()));
  const at = values.findIndex((value) => value !== '');
  assert.ok(at >= 0, 'no station has a reading of today to correct');
  await all[at].focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(celsius);
  await press(page, 'Lưu 1 dòng đã sửa');
  await page.getByText(/^Đã lưu 1 dòng/).waitFor();
  await page.getByText('đã đính chính').first().waitFor();
  assert.equal(await all[at].inputValue(), celsius);
  return values[at];
}

/** Says of the first wind there is that it is wrong and that there is no right one. */
async function takeAway(page) {
  const cells = page.getByLabel(/: Gió \(km\/h\)$/);
  const all = await cells.all();
  const values = await Promise.all(all.map((cell) => cell.inputValue()));
  const at = values.findIndex((value) => value !== '');
  assert.ok(at >= 0, 'no station has a wind of today to take away');
  await all[at].focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.getByLabel('Gió (km/h): ' + values[at] + ' là sai và không có số đúng').focus();
  await page.keyboard.press('Space');
  await shot(page, 'readings-void-vi', true);
  await press(page, 'Lưu 1 dòng đã sửa');
  await page.getByText('Gió (km/h): số đã có là sai, không có số đúng').waitFor();
  assert.equal(await all[at].inputValue(), '');
}

describe('the desk', { skip: lacking }, () => {
  let browser;
  before(async () => {
    assert.ok(officerKey && publisherKey, 'no keys are given to the test');
    browser = await launch();
  });
  after(() => browser?.close());

  test('an officer corrects a reading, makes the draft, overrides a zone, comments, and may not publish', async () => {
    const page = await open(browser, phone);
    await signIn(page, officerKey);
    await correct(page, '35,5');
    await takeAway(page);
    assert.deepEqual(await seriousFaults(page), []);
    assert.ok((await overflow(page)) <= 0, 'the grid is wider than the phone');
    await shot(page, 'readings-vi', true);
    await press(page, 'Đến bàn làm việc để lập lại bản dự thảo');
    await makeDraft(page);
    await page.getByText(/^So với bản đang công bố/).waitFor();
    await page.getByText('Điều chỉnh cấp của một khu vực…').focus();
    await page.keyboard.press('Enter');
    await choose(page, 'Khu vực', 2);
    await choose(page, 'Cấp mới', 2);
    await type(page, /^Lý do/, 'đã có mưa rào tại chỗ');
    await press(page, /^Điều chỉnh$/);
    await page.getByText('Đã điều chỉnh trong bản dự thảo.').waitFor();
    await page.getByText(/điều chỉnh .* → II: đã có mưa rào tại chỗ/).waitFor();
    await page.getByText('1 khu vực đã điều chỉnh.').waitFor();
    await page.getByText(/^Ý kiến \(chỉ cán bộ/).focus();
    await page.keyboard.press('Enter');
    await type(page, 'Ý kiến của bạn', 'chòi số 3 thấy khói lúc trưa');
    await press(page, 'Gửi ý kiến');
    await page.getByRole('listitem').filter({ hasText: 'chòi số 3 thấy khói' }).waitFor();
    assert.ok((await overflow(page)) <= 0, 'the page is wider than the phone');
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, 'desk-vi', true);
    const days = page.getByRole('group', { name: 'Ngày của bản dự thảo' }).getByRole('button');
    await days.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=group] button[aria-pressed=true]:nth-child(2)').waitFor();
    await press(page, /^Công bố bản dự thảo/);
    await page.getByRole('alert').filter({ hasText: 'không có quyền' }).waitFor();
    await page.context().close();
  });

  test('a publisher publishes, opens the bulletin, withdraws, and publishes again', async () => {
    const page = await open(browser, phone);
    await signIn(page, publisherKey);
    await page.getByText(/điều chỉnh .* → II: đã có mưa rào tại chỗ/).waitFor();
    await press(page, /^Công bố bản dự thảo/);
    await page.getByText('Đã công bố.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Lý do: đã có mưa rào tại chỗ' }).first().waitFor();

    const opened = page.context().waitForEvent('page');
    await press(page, 'Trang web', 'link');
    const bulletin = await opened;
    await bulletin.getByRole('heading', { name: 'BẢN TIN DỰ BÁO CẤP CHÁY RỪNG' }).waitFor();
    const text = await bulletin.locator('body').innerText();
    assert.match(text, /CÓ CẤP DO CÁN BỘ ĐIỀU CHỈNH/);
    assert.match(text, /Số: \d+\/\d{4}/);
    assert.doesNotMatch(text, /thấy khói/, 'a comment went into the bulletin');
    const number = text.match(/Số: (\d+)/)[1];
    await bulletin.close();
    const pdf = await fetch(
      await page.getByRole('link', { name: 'PDF để in và ký' }).evaluate((a) => a.href),
    );
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');

    await page.getByText('Thu hồi bản đang công bố…').focus();
    await page.keyboard.press('Enter');
    await page.locator('#desk-reason').focus();
    await page.keyboard.type('thử nghiệm');
    await press(page, /^Thu hồi$/);
    await page.getByText('Đã thu hồi.').waitFor();
    await page.getByText('Lý do: thử nghiệm').first().waitFor();
    await press(page, 'Lập bản dự thảo hôm nay');
    await page.getByRole('alert').filter({ hasText: 'Số liệu chưa đổi' }).waitFor();

    await correct(page, '36,1');
    await press(page, 'Đến bàn làm việc để lập lại bản dự thảo');
    await makeDraft(page);
    await press(page, /^Công bố bản dự thảo/);
    await page.getByText('Đã công bố.').waitFor();
    const again = await (await fetch(`${address}/bulletins/${await today()}.html?lang=vi`)).text();
    assert.match(
      again,
      new RegExp(`Số: ${Number(number) + 1}/`),
      'the second publication has the next number',
    );
    await page.context().close();
  });

  test('tells the public by role, and publishers who did what, with the chain', async () => {
    for (const lang of ['vi', 'en']) {
      const page = await open(browser, phone);
      await page.goto(`${address}/?view=log&lang=${lang}`);
      await page
        .getByText(lang === 'vi' ? 'Lý do: thử nghiệm' : 'Reason: thử nghiệm')
        .first()
        .waitFor();
      assert.doesNotMatch(await page.locator('main').innerText(), /thấy khói|key /);
      assert.deepEqual(await seriousFaults(page), []);
      assert.ok((await overflow(page)) <= 0, 'the log is wider than the phone');
      await shot(page, `log-${lang}`, true);
      await page.context().close();
    }
    const page = await open(browser, phone);
    await signIn(page, publisherKey);
    await press(page, 'Nhật ký kiểm tra (ai đã làm gì)');
    await page.getByRole('listitem').filter({ hasText: 'Điều chỉnh' }).first().waitFor();
    await press(page, 'Kiểm tra chuỗi');
    await page.getByText(/^Chuỗi nguyên vẹn: \d+ mục/).waitFor();
    await choose(page, 'Việc', 2);
    await press(page, 'Tìm');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('main li strong')].every((each) => each.textContent === 'Thu hồi'),
    );
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, 'audit-vi', true);
    await page.context().close();
  });
});

const today = async () => (await (await fetch(`${address}/api/v1/dates`)).json()).today;
