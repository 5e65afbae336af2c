"""Every kind of difference between two versions of the sample, and where it stands.

Each is an effect, what is said, and edits of the sample: the first marks the token.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from exoguide.check.changes import Effect

VISIT, END, FLOW, FR = "visit.toml", "end.toml", "flow.toml", "texts/fr.toml"
BREAKS, REROUTES, ADDS, WORDS = Effect

Edit: TypeAlias = "tuple[str, str, str]"
"""A file, a text in it that stands there once, and the text in its place."""

CHANGED: Final[dict[str, tuple[Effect, str, *tuple[Edit, ...]]]] = {
    "an option has another id": (
        BREAKS,
        "“I am alone” was stored as alone and is alone_here now",
        (VISIT, '{ id = "alone", label', '{ id = ⟦"alone_here"⟧, label'),
    ),
    "an option means what another one meant": (
        BREAKS,
        "friend meant “A friend” and means “I am alone” now",
        (VISIT, 'label = "A friend"', 'label = ⟦"I am alone"⟧'),
        (VISIT, 'id = "alone", label = "I am alone"', 'id = "alone", label = "Nobody"'),
    ),
    "an option can be chosen alone only": (
        BREAKS,
        "“Swelling” can be chosen alone only",
        (VISIT, 'label = "Swelling" }', 'label = "Swelling", exclusive = ⟦true⟧ }'),
    ),
    "a question has another id and says the same": (
        BREAKS,
        "was called overnight and is called nights now",
        (VISIT, 'id = "overnight"', 'id = ⟦"nights"⟧'),
    ),
    "a question has another id and says nearly the same": (
        BREAKS,
        "“Since when are you in town?” was called overnight",
        (VISIT, 'id = "overnight"', 'id = ⟦"nights"⟧'),
        (VISIT, "Since when are you here?", "Since when are you in town?"),
    ),
    "a question is of another kind": (
        BREAKS,
        "is a statement, and was a date",
        (VISIT, 'kind = "date"', 'kind = ⟦"statement"⟧'),
        (VISIT, "max = 'today'\n", ""),
    ),
    "a number has another unit": (
        BREAKS,
        "`unit` is `g`, and was `mg`",
        (VISIT, 'unit = "mg"\n\n[[step]]', 'unit = ⟦"g"⟧\n\n[[step]]'),
        (VISIT, 'unit = "mg"\nvalue', 'unit = "g"\nvalue'),
    ),
    "a number has a closer limit": (
        BREAKS,
        "`max` is `110`, and was `120`",
        (VISIT, 'max = "120"', 'max = ⟦"110"⟧'),
    ),
    "a number has a limit at all": (
        BREAKS,
        "`min` is `1`, and was not set",
        (VISIT, 'unit = "packs"', 'unit = "packs"\nmin = ⟦1⟧'),
    ),
    "a limit that cannot be compared is another": (
        BREAKS,
        "`max` is `today - 1 day`, and was `today`",
        (VISIT, "max = 'today'", "max = ⟦'today - 1 day'⟧"),
    ),
    "a number takes fewer digits": (
        BREAKS,
        "takes 1 digit after the point, and took any digits after the point",
        (VISIT, 'unit = "packs"', 'unit = "packs"\nplaces = ⟦1⟧'),
    ),
    "an amount is in another currency": (
        BREAKS,
        "is asked in EUR, and was in USD",
        (VISIT, 'kind = "money"', 'kind = "money"\ncurrency = ⟦"EUR"⟧'),
    ),
    "a new check refuses answers": (
        BREAKS,
        "an answer must meet `age != 5`, which is new",
        (
            VISIT,
            'ask = "How old are you?"',
            ('ask = "How old are you?"\ncheck = [{ must = ⟦\'age != 5\'⟧, message = "No." }]'),
        ),
    ),
    "a signature is somebody else's": (
        BREAKS,
        "`role` is `witness`, and was `patient`",
        (END, 'role = "patient"', 'role = ⟦"witness"⟧'),
    ),
    "a list takes fewer items": (
        BREAKS,
        "`max` is 4, and was 5",
        (VISIT, "max = 5", "max = ⟦4⟧"),
    ),
    "there are fewer rounds": (
        BREAKS,
        "`rounds` is 1, and was 2",
        (END, "rounds = 2", "rounds = ⟦1⟧"),
    ),
    "a value of the clinic has another id": (
        BREAKS,
        "The clinic's value “rest_days” was called rest and is called rest_days now",
        (FLOW, 'id = "rest"', 'id = ⟦"rest_days"⟧'),
        (VISIT, "{clinic.rest}", "{clinic.rest_days}"),
        (FR, "{clinic.rest}", "{clinic.rest_days}"),
        (FR, '"clinic.rest.unit"', '"clinic.rest_days.unit"'),
    ),
    "a gate has another id": (
        BREAKS,
        "“gate_one” was called gate_history and is called gate_one now",
        (VISIT, 'id = "gate_history"', 'id = ⟦"gate_one"⟧'),
    ),
    "a list has another id": (
        BREAKS,
        "The group “Medicines” was called medicines and is called pills now",
        (VISIT, '[[group]]\nid = "medicines"', '[[group]]\nid = ⟦"pills"⟧'),
        (VISIT, 'group = "medicines"', 'group = "pills"'),
    ),
    "a flag has another id": (
        REROUTES,
        "The flag “under_age” was called young and is called under_age now",
        (VISIT, '[[flag]]\nid = "young"', '[[flag]]\nid = ⟦"under_age"⟧'),
    ),
    "a value of the clinic has another unit": (
        BREAKS,
        "The clinic's value “rest”: `unit` is `hours`",
        (FLOW, 'unit = "days"', 'unit = ⟦"hours"⟧'),
    ),
    "the flow has another currency": (
        BREAKS,
        "Amounts are in EUR, and were in USD",
        (FLOW, 'currency = "USD"', 'currency = ⟦"EUR"⟧'),
        (VISIT, "'fee + USD 20'", "'fee + EUR 20'"),
        (VISIT, "total < USD 9000", "total < EUR 9000"),
    ),
    "the flow has another id": (
        BREAKS,
        "The flow: `id`",
        (FLOW, 'id = "sample"', 'id = ⟦"other"⟧'),
    ),
    "a question is asked under another condition": (
        REROUTES,
        "“How many packs a day?”: `when` is `risk(smoker)`, and was `smoker is yes`",
        (VISIT, "when = 'smoker is yes'", "when = ⟦'risk(smoker)'⟧"),
    ),
    "a question is asked on condition": (
        REROUTES,
        "`when` is `known(age)`, and was not set",
        (VISIT, 'kind = "date"', "kind = \"date\"\nwhen = ⟦'known(age)'⟧"),
    ),
    "an option leads elsewhere": (
        REROUTES,
        "answer “A seller”: `goto` is `end_later`, and was `later`",
        (VISIT, '"A seller", goto = "later"', '"A seller", goto = ⟦"end_later"⟧'),
    ),
    "a route leads elsewhere": (
        REROUTES,
        "leads on otherwise: where `hours < 4` to overnight",
        (
            VISIT,
            "when = 'hours < 4'\ngoto = \"signs\"",
            "when = 'hours < 4'\ngoto = ⟦\"overnight\"⟧",
        ),
    ),
    "a route holds for other answers": (
        REROUTES,
        "leads on otherwise: where `who is friend` to end_later",
        (VISIT, "when = 'who is seller'", "when = ⟦'who is friend'⟧"),
    ),
    "a new question stands on the way": (
        REROUTES,
        "“How tall?” (height) is a new question, and earlier answers lead to it",
        (
            VISIT,
            '[[step]]\nid = "smoker"',
            (
                "[[step]]\n"
                'id = ⟦"height"⟧\n'
                'stage = "history"\n'
                'kind = "number"\n'
                'ask = "How tall?"\n'
                "\n"
                "[[step]]\n"
                'id = "smoker"'
            ),
        ),
    ),
    "a new question is asked unless a new option is chosen": (
        REROUTES,
        "“Whose?” (pet) is a new question, and earlier answers lead to it",
        (
            VISIT,
            '[[step]]\nid = "smoker"',
            (
                '[[step]]\nid = ⟦"pet"⟧\nstage = "history"\nkind = "text"\nask = "Whose?"\n'
                "when = 'who is not child'\n\n[[step]]\nid = \"smoker\""
            ),
        ),
        (
            VISIT,
            '  { id = "friend"',
            '  { id = "child", label = "My child" },\n  { id = "friend"',
        ),
    ),
    "yes or no is asked as a choice of the two": (
        REROUTES,
        "“Do you smoke?” is a choice of one, and was yes or no",
        (VISIT, 'kind = "yes_no"', 'kind = ⟦"choice"⟧'),
        (
            VISIT,
            'ask = "Do you smoke?"',
            (
                'ask = "Do you smoke?"\noptions = [{ id = "yes", label = "Yes" },'
                ' { id = "no", label = "No" }]'
            ),
        ),
    ),
    "a flag has another condition": (
        REROUTES,
        "The flag “young”: `when` is `known(age) and age < 21`",
        (VISIT, "when = 'known(age) and age < 18'", "when = ⟦'known(age) and age < 21'⟧"),
    ),
    "a flag acts otherwise": (
        REROUTES,
        "`action` is note, and was caution",
        (VISIT, 'action = "caution"', 'action = ⟦"note"⟧'),
    ),
    "a flag is new": (
        REROUTES,
        "The flag “old” is new, and earlier answers may raise it or leave it open",
        (
            VISIT,
            '[[flag]]\nid = "young"',
            (
                "[[flag]]\n"
                'id = ⟦"old"⟧\n'
                'action = "note"\n'
                "when = 'known(age) and age > 90'\n"
                'message = "Old."\n'
                "\n"
                "[[flag]]\n"
                'id = "young"'
            ),
        ),
    ),
    "a value is worked out otherwise": (
        REROUTES,
        "The value “total”: `value` is `fee + USD 30`",
        (VISIT, "'fee + USD 20'", "⟦'fee + USD 30'⟧"),
    ),
    "a safety rule says less": (
        REROUTES,
        "The rule “no-signature-under-a-stop”: `never`",
        (END, "'reached(sign) and any_flag(stop)'", "⟦'reached(sign) and raised(young)'⟧"),
    ),
    "an output is printed under another condition": (
        REROUTES,
        "The output “Costs”: `when`",
        (END, "when = 'answered(fee)'", "when = ⟦'known(fee)'⟧"),
    ),
    "a line of an output is gone in favour of another": (
        REROUTES,
        "was called fee_line and is called fee_row now",
        (END, '{ id = "fee_line"', '{ id = ⟦"fee_row"⟧'),
    ),
    "an end is of another kind": (
        REROUTES,
        "The end “Later”: `outcome` is not_now",
        (END, 'outcome = "more_time"', 'outcome = ⟦"not_now"⟧'),
    ),
    "what calls for caution is another": (
        REROUTES,
        "what calls for caution is no, and was yes",
        (VISIT, 'cautious = ["yes"]', 'cautious = ⟦["no"]⟧'),
    ),
    "a stage may be skipped": (
        REROUTES,
        "The stage “Plan”: `skippable` is true, and was false",
        (FLOW, "order = 2", "order = 2\nskippable = ⟦true⟧"),
    ),
    "a signature stands under less": (
        REROUTES,
        "`covers` is risks, and was risks and costs",
        (END, 'covers = ["risks", "costs"]', 'covers = ⟦["risks"]⟧'),
    ),
    "an option is new": (
        ADDS,
        "takes “My child” (child) too",
        (
            VISIT,
            '  { id = "friend"',
            '  { id = ⟦"child"⟧, label = "My child" },\n  { id = "friend"',
        ),
    ),
    "an option has another id and says so": (
        ADDS,
        "was stored as alone and is by_myself now, and says so",
        (VISIT, '{ id = "alone",', '{ id = ⟦"by_myself"⟧, was = ["alone"],'),
    ),
    "a question has another id and says so": (
        ADDS,
        "was called overnight and is called nights now, and says so",
        (VISIT, 'id = "overnight"', 'id = ⟦"nights"⟧\nwas = ["overnight"]'),
    ),
    "a non-answer is taken too": (
        ADDS,
        "takes “rather not say” too",
        (
            VISIT,
            'places = 0\nmin = "0"\nmax = "120"\nnon_answers = ["unknown"]',
            ('places = 0\nmin = "0"\nmax = "120"\nnon_answers = ["unknown", ⟦"declined"⟧]'),
        ),
    ),
    "a limit is wider": (
        ADDS,
        "`max` is `130`",
        (VISIT, 'max = "120"', 'max = ⟦"130"⟧'),
    ),
    "a new question hangs on a new option": (
        ADDS,
        "“Whose?” (pet) is a new question, behind new answers only",
        (
            VISIT,
            '[[step]]\nid = "smoker"',
            (
                "[[step]]\n"
                'id = ⟦"pet"⟧\n'
                'stage = "history"\n'
                'kind = "text"\n'
                'ask = "Whose?"\n'
                "when = 'who is child'\n"
                "\n"
                "[[step]]\n"
                'id = "smoker"'
            ),
        ),
        (VISIT, '  { id = "friend"', '  { id = "child", label = "My child" },\n  { id = "friend"'),
    ),
    "a new question hangs on a new answer among several": (
        ADDS,
        "“Since when?” (itching) is a new question, behind new answers only",
        (
            VISIT,
            '[[step]]\nid = "gate_history"',
            (
                '[[step]]\nid = ⟦"itching"⟧\nstage = "history"\nkind = "date"\n'
                "ask = \"Since when?\"\nwhen = 'known(signs) and signs has rash'\n\n"
                '[[step]]\nid = "gate_history"'
            ),
        ),
        (
            VISIT,
            '  { id = "swelling"',
            '  { id = "rash", label = "A rash" },\n  { id = "swelling"',
        ),
    ),
    "a new flag matters for a new option only": (
        ADDS,
        "The flag “minor” is new, and earlier answers settle that it is not raised",
        (
            VISIT,
            '[[flag]]\nid = "young"',
            (
                '[[flag]]\nid = ⟦"minor"⟧\naction = "note"\napplies = \'who is child\'\n'
                "when = 'known(age) and age < 18'\nmessage = \"A child.\"\n\n"
                '[[flag]]\nid = "young"'
            ),
        ),
        (
            VISIT,
            '  { id = "friend"',
            '  { id = "child", label = "My child" },\n  { id = "friend"',
        ),
    ),
    "a card is new": (
        ADDS,
        "The card “Hips” is new",
        (
            FLOW,
            '[[card]]\nid = "knee"',
            '[[card]]\nid = ⟦"hip"⟧\ntitle = "Hips"\n\n[[card]]\nid = "knee"',
        ),
    ),
    "a line of an output is new": (
        ADDS,
        "The output “Costs” has a new line, “Thanks”",
        (
            END,
            '  { id = "fee_line"',
            '  { id = ⟦"thanks"⟧, text = "Thanks" },\n  { id = "fee_line"',
        ),
    ),
    "an option is called otherwise": (
        WORDS,
        "`label` was “A friend”",
        (VISIT, 'label = "A friend"', 'label = ⟦"Somebody I know"⟧'),
    ),
    "a question is asked in other words": (
        WORDS,
        "“What is your age?”: `ask` was “How old are you?”",
        (VISIT, 'ask = "How old are you?"', 'ask = ⟦"What is your age?"⟧'),
    ),
    "a flag says something else": (
        WORDS,
        "The flag “young”: `message` reads otherwise",
        (VISIT, 'message = "You are under 18."', 'message = ⟦"Too young."⟧'),
    ),
    "the evidence has another review date": (
        WORDS,
        "`review_by` is `2031-01-31`, and was `2030-01-31`",
        (FLOW, "2030-01-31", "⟦2031-01-31⟧"),
    ),
    "the options stand in another order": (
        WORDS,
        "lists its answers in another order: “Swelling” moved",
        (VISIT, '  { id = "pain", label = "Pain" },\n', ""),
        (
            VISIT,
            '{ id = "swelling", label = "Swelling" },',
            ('{ id = ⟦"swelling"⟧, label = "Swelling" },\n  { id = "pain", label = "Pain" },'),
        ),
    ),
    "a computed value that is read has another name": (
        WORDS,
        "The value “in_all” was called total and is called in_all now",
        (VISIT, 'id = "total"', 'id = ⟦"in_all"⟧'),
        (VISIT, "or total < USD", "or in_all < USD"),
        (VISIT, "{total}", "{in_all}"),
        (FR, "{total}", "{in_all}"),
        (END, 'total = "total"', 'total = "in_all"'),
    ),
    "a computed value has another name": (
        WORDS,
        "was called per_day and is called daily now. Nothing is stored by that name",
        (VISIT, 'id = "per_day"', 'id = ⟦"daily"⟧'),
        (VISIT, "{per_day}", "{daily}"),
        (FR, "{per_day}", "{daily}"),
    ),
    "the title is another": (
        WORDS,
        "The flow: `title`",
        (FLOW, '"A sample consultation"', '⟦"Sample"⟧'),
    ),
}

GONE: Final[dict[str, tuple[Effect, str, Edit, *tuple[Edit, ...]]]] = {
    "a question": (
        BREAKS,
        "“Since when are you here?” (overnight) is not asked any more.",
        (VISIT, 'id = "overnight"', 'id = ⟦"overnight"⟧'),
        (
            VISIT,
            (
                '[[step]]\nid = "overnight"\nstage = "history"\nkind = "date"\n'
                "ask = \"Since when are you here?\"\nmax = 'today'\n"
            ),
            "",
        ),
    ),
    "an option": (
        BREAKS,
        "“Who is here — à côté?” does not take “A friend” (friend) any more.",
        (VISIT, '{ id = "friend"', '{ id = ⟦"friend"⟧'),
        (VISIT, '  { id = "friend", label = "A friend" },\n', ""),
    ),
    "a non-answer": (
        BREAKS,
        "“Do you smoke?” does not take “rather not say” any more.",
        (VISIT, '["unknown", "declined"]', '["unknown", ⟦"declined"⟧]'),
        (VISIT, '["unknown", "declined"]', '["unknown"]'),
    ),
    "a question's list": (
        BREAKS,
        "“How much of it?” is asked once, and was asked for each item.",
        (VISIT, 'group = "medicines"', 'group = ⟦"medicines"⟧'),
        (VISIT, 'group = "medicines"\n', ""),
        (VISIT, "applies = 'any(dose > 100)'\n", ""),
        (VISIT, "sum(dose)", "dose"),
        (
            VISIT,
            (
                '[[group]]\nid = "medicines"\ntitle = "Medicines"\nitem = "medicine"\n'
                'ask = "Do you take any medicines?"\nmax = 5\n'
            ),
            "",
        ),
    ),
    "a list": (
        BREAKS,
        "The group “Medicines” is gone.",
        (VISIT, '[[group]]\nid = "medicines"', '[[group]]\nid = ⟦"medicines"⟧'),
        (VISIT, 'group = "medicines"\n', ""),
        (VISIT, "applies = 'any(dose > 100)'\n", ""),
        (VISIT, "sum(dose)", "dose"),
        (
            VISIT,
            (
                '[[group]]\nid = "medicines"\ntitle = "Medicines"\nitem = "medicine"\n'
                'ask = "Do you take any medicines?"\nmax = 5\n'
            ),
            "",
        ),
    ),
    "a flag": (
        REROUTES,
        "The flag “Smoking” is gone.",
        (VISIT, '[[flag]]\nid = "smokes"', '[[flag]]\nid = ⟦"smokes"⟧'),
        (
            VISIT,
            (
                '[[flag]]\nid = "smokes"\ntitle = "Smoking"\naction = "refer"\n'
                'when = \'risk(smoker)\'\ngoto = "end_refer"\nmessage = "You smoke."\n'
                'message_unknown = "We do not know whether you smoke."\n'
            ),
            "",
        ),
    ),
    "a rule": (
        REROUTES,
        (
            "The rule “no-signature-under-a-stop” is gone: nothing proves any more that “Nobody"
            " signs while a stop stands.”"
        ),
        (END, 'id = "no-signature-under-a-stop"', 'id = ⟦"no-signature-under-a-stop"⟧'),
        (
            END,
            (
                '[[rule]]\nid = "no-signature-under-a-stop"\n'
                'says = "Nobody signs while a stop stands."\n'
                "never = 'reached(sign) and any_flag(stop)'\n"
            ),
            "",
        ),
    ),
    "a line of an output": (
        REROUTES,
        "The output “Costs” does not have the line “The fee” any more.",
        (END, 'id = "fee_line"', 'id = ⟦"fee_line"⟧'),
        (
            END,
            (
                '  { id = "fee_line", text = "The fee", value = "fee",'
                " when = 'known(age) and age >= 18' },\n"
            ),
            "",
        ),
    ),
    "a language": (
        REROUTES,
        "The flow cannot be read in “fr” any more.",
        (FLOW, 'languages = ["fr"]', 'languages = [⟦"fr"⟧]'),
        (FLOW, 'languages = ["fr"]\n', ""),
    ),
    "a check": (
        ADDS,
        (
            "“It costs {total}, and you took {per_day}. What now?”: an answer need not meet `plan"
            " is wait or total < USD 9000` any more."
        ),
        (
            VISIT,
            "must = 'plan is wait or total < USD 9000'",
            "must = ⟦'plan is wait or total < USD 9000'⟧",
        ),
        (
            VISIT,
            (
                "[[step.check]]\nmust = 'plan is wait or total < USD 9000'\n"
                'message = "That is too much."\n'
            ),
            "",
        ),
    ),
    "a condition": (
        REROUTES,
        "“How many packs a day?”: `when` is not set, and was `smoker is yes`.",
        (VISIT, "when = 'smoker is yes'", "when = ⟦'smoker is yes'⟧"),
        (VISIT, "when = 'smoker is yes'\n", ""),
    ),
    "a limit": (
        ADDS,
        "“Since when are you here?”: `max` is not set, and was `today`.",
        (VISIT, "max = 'today'", "max = ⟦'today'⟧"),
        (VISIT, "max = 'today'\n", ""),
    ),
}
"""What only the old version has. The first edit marks the token there, the others make the new
version."""

SAME: Final[dict[str, Edit]] = {
    "blanks and brackets in a condition": (
        VISIT,
        "'known(age) and age < 18'",
        "'(known( age ))  and (age < 18)'",
    ),
    "the digits that an amount has anyway": (
        VISIT,
        'kind = "money"',
        'kind = "money"\nplaces = 2',
    ),
    "a limit as a number": (VISIT, 'max = "120"', "max = 120"),
    "the order of fields": (
        VISIT,
        'stage = "history"\nkind = "date"',
        'kind = "date"\nstage = "history"',
    ),
    "a comment": (VISIT, "[[group]]", "# A list.\n[[group]]"),
    "options as tables of their own": (
        VISIT,
        (
            'options = [\n  { id = "pain", label = "Pain" },\n'
            '  { id = "swelling", label = "Swelling" },\n'
            '  { id = "none_of_these", label = "None", exclusive = true },\n]'
        ),
        (
            '[[step.options]]\nid = "pain"\nlabel = "Pain"\n\n'
            '[[step.options]]\nid = "swelling"\nlabel = "Swelling"\n\n'
            '[[step.options]]\nid = "none_of_these"\nlabel = "None"\nexclusive = true'
        ),
    ),
}
"""Other ways to write the same."""
