/** English words that exclude each other. Phrases are matched before words; endings are folded (see `stem.ts`). */
export const sides = `
switch: turn on, switch on, switched on, turned on / turn off, switch off, switched off, turned off, shut off
hours: open, opens, opened, opening, start, begin, reopen, from when / close, closes, closed, closing, shut, end, finish, stop
act: book, schedule, reserve, make an appointment, make appointment, get an appointment, set up an appointment, make a booking, make a reservation, book in / !cancel, call off, scrap / !change, reschedule, move, amend, modify, edit, update, postpone, alter, rearrange, push back, put off, bring forward / confirm / check, track, verify, check on, check up on, look up / order, place an order, make an order / !complain, make a complaint
trade: buy, bought, purchase / sell, sold, sale / rent, hire, let / borrow, borrowed / lend, lent, loan
post: send, sent, post, mail, forward, dispatch, transmit / receive, received, arrive, arrived, arriving, arrival
fulfil: deliver, delivery, deliveries, ship, shipping, home delivery / collect, collection, pick up, pickup, picked up, take away, takeaway, takeout, take out food, click and collect
travel: arrive, arrived, arriving, arrival, receive, received, land / depart, departure, leave, left, take off, set off, go out
refund: pay, paid, payment, payments / !refund, refunded, money back, reimburse, reimbursement
bank: deposit, pay in, put in, top up / withdraw, withdrawal, withdrew, take out, cash out / transfer, move money
cardtype: credit card, credit cards, credit / debit card, debit cards, debit / gift card, gift cards
enable: !activate, enable, unblock, unfreeze, unlock, reactivate, restore, resume / !block, disable, deactivate, freeze, lock, suspend, pause
join: !register, sign up, subscribe, join, enrol, enroll, opt in, registration / !unsubscribe, opt out, deregister, quit
session: log in, login, sign in / log out, logout, sign out, log off
stay: check in, check-in / check out, check-out, checkout
plus: !add, include, included, insert, put on / !remove, delete, exclude, excluded, take off my, get rid of
raise: !increase, raise, go up, higher, upgrade / !decrease, reduce, lower, go down, downgrade, decreased
more: more, extra, additional / less, fewer
most: most, maximum, max, at most, largest, biggest, highest / least, minimum, min, at least, smallest, lowest
limit: over, above, more than, older than, exceeding / under, below, less than, younger than
size: big, large, bigger, larger / small, little, smaller / medium
length: long, longer, longest / short, shorter, shortest
price: cheap, cheaper, cheapest, inexpensive, low cost / expensive, dear, pricey, dearest, costly / free, free of charge, no charge, for nothing, complimentary
sequence: before, prior to, ahead of / after, afterwards, following, once / during, while / until, till, up until / since
early: early, earlier, earliest, sooner / late, later, latest
rank: first / !last, final, previous
inout: inside, indoors, indoor / outside, outdoors, outdoor / near, close to, nearby, nearest / far, far from, furthest
leftright: on the left, left hand, left side / on the right, right hand, right side
vertical: top, upstairs, upper / bottom, downstairs, lower floor
face: front / back door, rear, behind
compass: north, northern / south, southern / east, eastern / west, western
door: entrance, way in / exit, way out
range: local, domestic, national, inland / abroad, overseas, international, foreign
trip: one way, single ticket / return ticket, round trip
heat: hot, warm, heating / cold, cool, iced, air conditioning
age: new, brand new / old, existing, current, returning, used, second hand
goodbad: good, well done / bad, poor
rightwrong: correct, right one / wrong, incorrect, mistaken
same: the same, same, identical / different, another, other
fullness: full, sold out, fully booked / empty, vacant
pace: fast, quick, quickly, express / slow, slowly, standard delivery
access: public / private
occupancy: single / double / twin
purpose: personal / business, corporate, commercial, company
site: at home, home visit / at work, workplace
gender: male, man, men, boy, mens, gentleman, gents / female, woman, women, lady, ladies, womens, girl
title: mr, mister / mrs, ms, miss
person: adult, grown up / child, children, kid, kids, baby, toddler, infant / senior, pensioner, elderly
kin: husband / wife / son / daughter / mother, mum, mom / father, dad / brother / sister / friend / partner / parent / grandmother / grandfather
meal: breakfast / lunch / dinner, supper / brunch
method: cash / card, cards / cheque, check book, cheques / bank transfer, wire
account: current account, checking account, checking / savings account, savings / joint account / business account
channel: email, e mail / by phone, over the phone, telephone, by telephone / text message, by text, sms, text / letter, by post, by mail / whatsapp
venue: online, on the website, website, app, internet / in person, in store, instore, in branch, face to face
video: video call, video consultation / phone consultation, phone call
staff: doctor, gp, physician / nurse / dentist / hygienist / therapist / manager / receptionist / driver / waiter / stylist / barber / colourist
colour: red / blue / green / yellow / black / white / grey, gray / brown / pink / purple / orange / silver / gold / beige / navy
harm: !lost, lose, not find, missing, misplaced / !stolen, steal, stole, theft, robbed / !damaged, broken, faulty, broke, cracked / found, find
verdict: approve, approved, agree / !decline, reject, refuse, deny, declined, rejected, disagree
permit: allow, allowed, permitted / forbid, forbidden, banned, prohibited
validity: valid / expired, expire, invalid
avail: in stock / !unavailable, out of stock
possible: possible / impossible
result: pass, passed, succeed, succeeded, worked, success / fail, failed, failure
install: install, set up / uninstall
link: connect, connected, pair / disconnect, disconnected
load: upload / download
border: import / export
kit: plug in / unplug
win: win, won / lost the
memory: remember, remembered / !forget, forgot, forgotten
yes: yes, yeah, yep, yup, sure, correct, thats right / no thanks, nope, no thank you
whose: my, mine, our, ours / your, yours / his / her, hers / their, theirs
only: !only, solely, exclusively, nothing but
except: !except, apart from, other than, excluding, besides
instead: !instead of, rather than
amount: all, whole, entire, every, each, all of / some, part, part of, partly / half of
again: !again, another time, second time
permanence: temporary, temporarily, short term / permanent, permanently, for good
condition: unless / !if
movement: !increase in, rise / !fall, drop
stairs: stairs / lift, elevator, escalator
vehicle: car / bus / train / taxi, cab / bike, bicycle / plane, flight / tram / ferry / foot, walk
save: save / spend, spent
sweet: sweet / savoury, savory / spicy / mild / sour / bitter
window: window / aisle
smoking: smoking / non smoking
flat: still water, still / sparkling
ice: with ice / no ice
diet: vegetarian, veggie / vegan / halal / kosher
`;
