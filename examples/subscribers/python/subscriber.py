#!/usr/bin/env python3
"""Prints every message of a topic once: live, and by replay where something was missed. Needs python3-zmq.

subscriber.py [PUBLISH [REPLAY [TOPIC [AFTER [EPOCH]]]]]: AFTER is the sequence number to go on from, counted in EPOCH; 0 = all there is.
"""
import json
import sys
import time

import zmq

defaults = ["tcp://127.0.0.1:5556", "tcp://127.0.0.1:5557", "article/", "0", ""]
publish, replay, prefix, after, epoch = sys.argv[1:] + defaults[len(sys.argv) - 1:]
context = zmq.Context()
live, log = context.socket(zmq.SUB), context.socket(zmq.DEALER)
live.subscribe(prefix)
live.subscribe("heartbeat/")
live.connect(publish)
log.connect(replay)
done, last = int(after), {}  # handled: everything up to `done`, and on each topic everything up to last[topic]; counted in `epoch`
asked = 0


def handle(topic, header, body):
    sequence = int(json.loads(header)["sequence"])
    if sequence > max(done, last.get(topic, 0)):
        last[topic] = sequence
        print(sequence, topic.decode(), json.loads(body).get("headline", ""), flush=True)


def catch_up():
    global done, last, epoch, asked
    more = True
    while more:
        asked += 1
        counted_in = {"epoch": epoch} if epoch else {}
        log.send_json({"request": f"r{asked}", "after": f"{done:020}", "topics": [prefix], **counted_in})
        while log.poll(5000):  # a longer silence means that the daemon was restarted: ask again
            frames = log.recv_multipart()
            if len(frames) == 4:
                handle(*frames[1:])  # after the request's name
                continue
            end = json.loads(frames[0])
            if end.get("code") == "busy":  # too many replay at once: ask again
                time.sleep(1)
                break
            if "error" in end:
                sys.exit(f"replay: {end['why']}")
            if end["end"] == f"r{asked}":
                next_, more = int(end["next"]), end["more"]
                if epoch and end["epoch"] != epoch:  # the log was put back: numbers after `next` were given out again
                    done, last = min(done, next_), {topic: min(number, next_) for topic, number in last.items()}
                else:
                    done = next_
                epoch = end["epoch"]  # keep it and `done` where they survive you
                break


catch_up()
while True:
    topic, header, body = live.recv_multipart()
    if json.loads(header).get("epoch", epoch) != epoch:
        catch_up()
    if topic == b"heartbeat/":
        if int(json.loads(body)["sent"]) > done:  # all of these numbers were sent: were any of them ours?
            catch_up()
    else:
        if int(json.loads(header)["prev"]) > max(done, last.get(topic, 0)):  # the one before it never came
            catch_up()
        handle(topic, header, body)
