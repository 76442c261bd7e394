(globalThis as any).describe={skip(){},each(){}}; import('node:fs');

import { readFileSync } from 'node:fs';
import { Editor as E0 } from './test/support/editor/editor';
void (async () => {
const log=readFileSync('/tmp/w/start.log','utf8');
const base=/Editor:\s+(http:\/\/[^/]+)\/workflow\/(\S+)/.exec(log)!; const pw=/password:\s+(\S+)/.exec(log)![1];
const { launchBrowser } = require('./test/support/editor/browser'); const Editor=E0; const b=await launchBrowser(); const ctx=await b.newContext({viewport:{width:1440,height:900}}); const page=await ctx.newPage();
await page.goto(base[1]+'/signin'); await page.getByTestId('emailOrLdapLoginId').fill('demo@example.com').catch(async()=>{await page.locator('input[type=email]').fill('demo@example.com')});
await page.locator('input[type=password]').fill(pw!); await page.keyboard.press('Enter'); await page.waitForTimeout(3000);
const ed=new Editor(page,{server:{baseUrl:base[1]}} as never);
await ed.openWorkflow(base[2]!); await page.waitForTimeout(1500); await page.screenshot({path:'/tmp/w/s1.png'});
await ed.openNode('Beyond Presence Trigger'); await page.screenshot({path:'/tmp/w/s2.png'});
await ed.addToCollection('Add Filter','Agents').catch(e=>console.log('add filter',e.message.slice(0,200)));
await ed.clickInParameters('Add Agent').catch(e=>console.log('add agent',e.message.slice(0,200))); await page.waitForTimeout(800); await page.screenshot({path:'/tmp/w/s3.png'});
await ed.toggle('useApi').catch(e=>console.log(e.message.slice(0,200))); await page.waitForTimeout(1500); await page.screenshot({path:'/tmp/w/s4.png'});
await page.getByTestId('node-parameters').evaluate((el)=>{el.scrollTop=el.scrollHeight; el.parentElement!.scrollTop=99999}); await page.waitForTimeout(500); await page.screenshot({path:'/tmp/w/s5.png'});
await b.close();
})();
