// Prints every message of a topic once: live, and by replay where something was missed. Needs `npm install zeromq` (6).
// node subscriber.mjs [PUBLISH [REPLAY [TOPIC [AFTER [EPOCH]]]]]: AFTER is the sequence number to go on from, counted in EPOCH; 0 = all there is.
import { Dealer, Subscriber } from "zeromq";

const [publish = "tcp://127.0.0.1:5556", replay = "tcp://127.0.0.1:5557", prefix = "article/", after = "0",
    started = ""] = process.argv.slice(2);
const live = new Subscriber(), log = new Dealer({ receiveTimeout: 5000 });
let asked = 0;
live.subscribe(prefix, "heartbeat/");
live.connect(publish);
log.connect(replay);
let done = BigInt(after);  // handled: everything up to `done`, and on each topic everything up to last.get(topic)
const last = new Map();
let epoch = started;  // what these numbers are counted in
const had = (topic) => (last.get(topic) ?? 0n) > done ? last.get(topic) : done;

function handle(topic, header, body) {
    const sequence = BigInt(JSON.parse(header).sequence);
    if (sequence <= had(`${topic}`)) return;
    last.set(`${topic}`, sequence);
    console.log(`${sequence} ${topic} ${JSON.parse(body).headline ?? ""}`);
}

async function catchUp() {
    for (let more = true; more;) {
        const name = `r${++asked}`;
        const countedIn = epoch ? { epoch } : {};
        await log.send(JSON.stringify({ request: name, after: `${done}`, topics: [prefix], ...countedIn }));
        // A silence of five seconds means that the daemon was restarted: ask again.
        for (let frames; (frames = await log.receive().catch(() => null));) {
            if (frames.length === 4) {
                handle(...frames.slice(1));  // after the request's name
                continue;
            }
            const end = JSON.parse(frames[0]);
            if (end.code === "busy") {  // too many replay at once: ask again
                await new Promise((after) => setTimeout(after, 1000));
                break;
            }
            if ("error" in end) throw new Error(`replay: ${end.why}`);
            if (end.end !== name) continue;
            const next = BigInt(end.next);
            if (epoch && end.epoch !== epoch) {  // the log was put back: numbers after `next` were given out again
                if (done > next) done = next;
                for (const [topic, number] of last) if (number > next) last.set(topic, next);
            } else {
                done = next;
            }
            epoch = end.epoch;  // keep it and `done` where they survive you
            more = end.more;
            break;
        }
    }
}

await catchUp();
for await (const [topic, header, body] of live) {
    if ((JSON.parse(header).epoch ?? epoch) !== epoch) await catchUp();
    if (`${topic}` === "heartbeat/") {
        if (BigInt(JSON.parse(body).sent) > done) await catchUp();  // all of these were sent: were any of them ours?
    } else {
        if (BigInt(JSON.parse(header).prev) > had(`${topic}`)) await catchUp();  // the one before it never came
        handle(topic, header, body);
    }
}
