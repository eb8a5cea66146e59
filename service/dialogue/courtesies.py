"""What people wrap a question in: greetings, "I was wondering if you could tell me …", thanks."""

from __future__ import annotations

import re

_HEDGE = r"(?:\s+(?:please|maybe|perhaps|possibly|kindly|just|also|ever|quickly|by any chance))*"
_TELL = (
    rf"(?:tell|inform|show|remind){_HEDGE}\s+(?:me|us)(?:\s+about)?(?=\s+(?:wh|how|if\b|the name))"
    rf"|(?:help|assist){_HEDGE}\s+(?:me|us)(?:\s+(?:to|with))?(?:\s+(?:find out|understand|figure out|work out))?"
    rf"|let{_HEDGE}\s+(?:me|us)\s+know|explain(?:\s+to\s+(?:me|us))?(?=\s+(?:wh|how))|say(?=\s+(?:wh|how))"
    r"|(?:find|figure|work) out(?=\s+(?:wh|how|if\b))"
)
_WONDER = r"wonder(?:ing)?|curious(?: to know)?|asking(?: myself)?"
_SOMEONE = r"(?:you|someone|somebody|anyone|anybody)"
#: What a lead-in ends in: a mark, or the word that asks.
_LEADS = r"(?=\s*[,:;–—-]|\s+(?:wh|how|if\b))"
_ASKS = r"(?=\s+(?:wh|how|if\b))"
_LEARN = r"to\s+(?:know|find out|ask(?: you)?|learn|understand|figure out)"
_OPENINGS = tuple(
    re.compile(rf"(?:{form})(?![\w'’-])\s*[,.!:;…–—-]*\s*", re.IGNORECASE)
    for form in (
        r"(?:hi|hiya|hello|hey|greetings|dear (?:all|team|sir|madam|sir or madam)|good (?:morning|afternoon|evening"
        r"|day))(?:\s+(?:there|all|everyone|everybody|team|again))?",
        r"(?:ok|okay|well|so|um+|uh+|erm?|right|alright)(?=\s*[,.…–—-])",
        r"(?:sorry|excuse me|pardon me|apologies)(?:\s+(?:to|for) (?:bother|disturb|trouble|ask|the)\w*(?:\s+you)?"
        r"(?:\s+(?:again|trouble|bother))?)?(?=\s*[,.!:;–—-])",
        r"(?:i\s+have|i['’]ve\s+got|just)?\s*(?:a|one|another)?\s*(?:quick|short|simple|small|further)?\s*question"
        r"(?=\s*[,.!:;–—-])",
        rf"(?:i|we)(?:['’]m|['’]re|['’]ve been|\s+am|\s+are|\s+was|\s+were|\s+have been)?{_HEDGE}\s*(?:{_WONDER})"
        rf"(?:\s+(?:if|whether)\s+{_SOMEONE}(?:['’]d|\s+(?:can|could|might|would|may))?{_HEDGE}"
        rf"(?:\s+(?:be able to|know|knows))?{_HEDGE}(?:\s+(?:{_TELL}))?)?",
        rf"(?:just\s+)?(?:{_WONDER}){_LEADS}",
        rf"(?:can|could|would|will)\s+{_SOMEONE}{_HEDGE}\s+(?:{_TELL})",
        rf"(?:do|does|would)\s+{_SOMEONE}(?:\s+(?:happen|chance))?(?:\s+to)?\s+know(?:\s+about)?{_ASKS}",
        rf"(?:do you have |have you )?(?:got )?any idea(?:\s+(?:about|of))?{_ASKS}",
        rf"(?:i|we)(?:['’]d|\s+would)?{_HEDGE}\s*(?:really\s+)?(?:like|love|want|need|wish)\s+{_LEARN}{_LEADS}",
        rf"(?:i|we)(?:['’]m|['’]re|\s+am|\s+are|\s+was|\s+were)?{_HEDGE}\s*(?:trying|hoping|looking)\s+{_LEARN}{_LEADS}",
        rf"(?:my|the|our) question is{_LEADS}",
        r"what (?:i|we)(?:['’]d)? (?:want|need|like|would like) to know is",
        rf"(?:please|pls|plz|kindly)(?:,?\s+(?:{_TELL}))?",
        rf"(?:{_TELL})(?=\s*[,:;–—-]|\s+(?:please|wh|how|if\b))",
    )
)
_ABOUT_ME = re.compile(
    r"(?:(?:i['’]m|i am|we['’]re|we are)\s+(?:an?|currently|writing|working|doing|studying|researching|new)\b"
    r"|my name is\b|hope (?:you|this)\b|i hope\b)[^.!?]*[.!]\s+(?=\S)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,.;!–—-]*(?<![\w-])(?:(?<!they )(?<!you )(?<!we )(?<!he )(?<!she )(?<!it )(?<!to )(?:please|pls|plz)"
    r"|thanks|thank you|thx|by any chance|if (?:you|anyone) (?:don['’]t mind|can|could|happen to know))"
    r"|\s*[?,.;!–—-]\s*(?:cheers|many thanks|ty|(?:best |kind )?regards"
    r"|(?:any help|your help|that|it) would be (?:really |much )?(?:great|appreciated|helpful|nice)))"
    r"(?:\s+(?:a lot|a million|so much|very much|in advance|again|for (?:your|the|any) help))*"
    r"[\s.!;,:)]*(?P<end>\?*)[\s.!]*$",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"(?:if|whether)\s+(?=(?:the|an?|it|they|there|this|that|any|all|[A-Z])\b)", re.IGNORECASE)


def plain(message: str) -> str:
    """The question without what it is wrapped in; the message itself where nothing else is left.

    A question that was asked in a clause of its own ("tell me whether X holds") becomes one ("Is it true that X
    holds?"). What the message tells of its subject stays: only what it says of the person who asks goes.
    """
    text = " ".join(message.split())
    wrapped = _closed(_opened(text))
    if not re.search(r"\w\w", wrapped):
        return message
    if wrapped != text and (clause := _EMBEDDED.match(wrapped)):
        wrapped = f"Is it true that {wrapped[clause.end() :].rstrip(' ?.')}?"
    return wrapped[0].upper() + wrapped[1:] if wrapped != text else message


def _opened(text: str) -> str:
    """Without what comes before the question, layer by layer."""
    while True:
        forms = (_ABOUT_ME, *_OPENINGS)
        match = next((found for form in forms if (found := form.match(text)) and found.end()), None)
        if match is None:
            return text
        text = text[match.end() :]


def _closed(text: str) -> str:
    while (match := _CLOSING.search(text)) and match.start():
        text = text[: match.start()] + ("?" if text[match.start()] == "?" or match["end"] else "")
        if "?" not in text[-1:]:
            break
    return text
