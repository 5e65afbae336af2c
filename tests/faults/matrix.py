"""The hundred faults that exoguide is held against, and what shows that it stands each of them.

A row names the tests that show it, or says why there is none. The rows are those of the study that
the design rests on: storage and processes 1-43, time 44-47, terminal, link and signals 48-68,
hostile text 69-84, security and record of access 85-100.
"""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Row:
    """One fault: the tests that show what happens, as ``file::test``, or why there are none."""

    fault: str
    tests: tuple[str, ...] = ()
    why_not: str = ""


_STORE = "faults/test_store_faults.py::"
_FILES = "faults/test_store_files.py::"
_LIMITS = "faults/test_store_limits.py::"
_POWER = "faults/test_power_cuts.py::"
_KEYS = "faults/test_key_kills.py::"
_OPENING = "records/test_opening.py::"
_BYTES = "terminal/test_bad_bytes.py::"
_ENDINGS = "terminal/test_endings.py::"
_LINE = "terminal/test_line.py::"
_SERVER = "there is no PostgreSQL store"


def _row(fault: str, *tests: str, why_not: str = "") -> Row:
    return Row(fault, tests, why_not)


ROWS: Final = {
    1: _row("kill at every write", f"{_STORE}test_a_kill_at_any_call_loses_no_confirmed_answer"),
    2: _row("kill at every flush", f"{_STORE}test_a_kill_at_any_call_loses_no_confirmed_answer"),
    3: _row(
        "kill at every truncation", f"{_STORE}test_a_kill_at_any_call_loses_no_confirmed_answer"
    ),
    4: _row(
        "kill at random times",
        f"{_FILES}test_a_kill_at_a_random_moment_loses_no_confirmed_answer",
    ),
    5: _row(
        "kill after each key of a consultation",
        f"{_LINE}test_a_kill_after_any_answer_loses_nothing_and_goes_on_at_the_same_question",
        f"{_LINE}test_unfinished_text_survives_a_kill",
    ),
    6: _row("power cut", f"{_POWER}test_a_power_cut_loses_no_confirmed_answer"),
    7: _row(
        "power cut, weak settings",
        f"{_POWER}test_a_power_cut_on_a_writer_that_does_not_flush_loses_answers",
    ),
    8: _row(
        "power cut at creation",
        f"{_POWER}test_a_power_cut_while_a_store_is_made_leaves_none_or_a_whole_one",
        f"{_STORE}test_a_kill_while_a_store_is_made_leaves_none_or_a_whole_one",
    ),
    9: _row(
        "no space once",
        f"{_STORE}test_an_error_at_any_call_loses_no_confirmed_answer_and_stores_none_twice",
    ),
    10: _row(
        "no space from now on",
        f"{_STORE}test_an_error_at_any_call_loses_no_confirmed_answer_and_stores_none_twice",
        "records/test_space.py::test_on_a_full_disk_the_reserve_is_used_once_and_people_are_told",
        f"{_LINE}test_a_full_disk_is_said_and_the_session_goes_on_once_there_is_room",
    ),
    11: _row(
        "a disk that is really full",
        f"{_POWER}"
        "test_on_a_full_disk_everything_can_be_read_and_writing_goes_on_once_there_is_room",
    ),
    12: _row("quota", f"{_LIMITS}test_a_refusal_of_the_system_loses_no_confirmed_answer"),
    13: _row(
        "error on writing",
        f"{_STORE}test_an_error_at_any_call_loses_no_confirmed_answer_and_stores_none_twice",
    ),
    14: _row(
        "error on flushing, once",
        f"{_STORE}test_a_commit_that_fails_after_it_reached_the_disk_counts_as_saved",
    ),
    15: _row(
        "error on flushing, lasting",
        f"{_STORE}test_an_error_at_any_call_loses_no_confirmed_answer_and_stores_none_twice",
    ),
    16: _row(
        "error on reading",
        f"{_LIMITS}test_a_disk_that_cannot_be_read_is_said_and_nothing_partial_is_shown",
    ),
    17: _row("slow writing", f"{_LIMITS}test_a_slow_disk_makes_it_wait_and_loses_nothing"),
    18: _row("too many files", f"{_LIMITS}test_a_refusal_of_the_system_loses_no_confirmed_answer"),
    19: _row(
        "no permission",
        f"{_LIMITS}test_a_refusal_of_the_system_loses_no_confirmed_answer",
        f"{_LIMITS}test_a_store_of_somebody_else_cannot_be_opened",
    ),
    20: _row(
        "folder that may not be written",
        "faults/test_store_writers.py::test_a_store_that_may_not_be_written_can_be_read",
    ),
    21: _row(
        "disk turns read-only",
        f"{_POWER}test_a_disk_that_turns_read_only_in_use_takes_no_more_and_shows_all",
    ),
    22: _row(
        "folder removed", f"{_FILES}test_a_folder_removed_in_use_is_noticed_at_the_next_answer"
    ),
    23: _row(
        "file replaced", f"{_OPENING}test_a_store_moved_away_or_replaced_while_open_takes_no_more"
    ),
    24: _row(
        "journal removed",
        f"{_FILES}test_a_journal_taken_away_after_a_crash_is_found_or_did_no_harm",
        f"{_OPENING}test_a_journal_without_its_store_file_is_not_ignored",
    ),
    25: _row(
        "copy in mid-write",
        f"{_FILES}test_a_copy_taken_in_the_middle_of_writing_is_sound_or_refused",
    ),
    26: _row(
        "bit flips",
        f"{_OPENING}test_damage_anywhere_is_found_or_does_no_harm",
        "records/test_rescue.py::test_flipped_bits_anywhere_lose_no_more_than_their_page",
    ),
    27: _row(
        "cut off",
        f"{_OPENING}test_a_file_cut_off_anywhere_is_refused_and_kept",
        "records/test_rescue.py::test_a_file_cut_off_gives_what_stands_before_the_cut",
    ),
    28: _row(
        "empty, foreign, a folder",
        f"{_OPENING}test_an_empty_file_is_said_to_be_empty",
        f"{_OPENING}test_a_database_of_another_program_is_left_alone",
        f"{_OPENING}test_a_folder_in_place_of_the_file_is_said",
    ),
    29: _row("newer schema", f"{_OPENING}test_a_newer_schema_is_left_alone"),
    30: _row(
        "kill in a migration",
        f"{_FILES}test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema_or_the_new_one",
    ),
    31: _row(
        "kill in a new key", f"{_KEYS}test_a_kill_at_any_point_leaves_the_old_secret_or_the_new_one"
    ),
    32: _row(
        "kill in writing keys",
        f"{_KEYS}test_a_kill_while_the_first_passphrase_is_set_leaves_the_device_or_the_passphrase",
    ),
    33: _row(
        "key file lost, cut off, exchanged",
        f"{_OPENING}test_a_lost_key_file_is_said_exactly",
        "records/test_keys.py::test_a_key_file_cut_off_anywhere_is_told_from_a_whole_one",
        f"{_OPENING}test_the_keys_of_another_store_are_told_from_a_damaged_file",
    ),
    34: _row(
        "kill in a backup",
        f"{_FILES}test_a_kill_in_the_middle_of_a_backup_leaves_the_older_one_and_no_half_one",
        f"{_FILES}test_a_kill_in_the_middle_of_a_restore_leaves_the_old_store_or_the_new_one",
    ),
    35: _row(
        "out of memory",
        f"{_LIMITS}test_with_too_little_memory_it_ends_and_the_store_stays_whole",
    ),
    36: _row(
        "several at one session",
        "faults/test_store_writers.py::"
        "test_four_processes_on_one_session_leave_no_gap_and_are_told_of_each_other",
    ),
    37: _row(
        "old database library",
        f"{_OPENING}test_a_database_library_that_could_do_harm_is_refused",
    ),
    38: _row(
        "writers without pause",
        f"{_LIMITS}test_eight_writers_without_a_pause_lose_nothing",
        "faults/test_store_writers.py::test_a_crowd_on_one_store_is_served_and_nobody_is_refused",
    ),
    39: _row("long reader", f"{_LIMITS}test_a_writer_waits_for_a_long_reader_and_then_succeeds"),
    40: _row(
        "lock held by a process that stands still",
        f"{_LIMITS}test_a_process_that_stands_still_with_the_lock_makes_others_say_so_and_not_hang",
    ),
    41: _row(
        "network disk",
        "records/test_space.py::test_a_network_disk_is_told_when_the_store_is_opened",
    ),
    42: _row(
        "100,000 sessions",
        "records/test_schema.py::test_lists_and_searches_use_an_index",
    ),
    43: _row(
        "50,000 entries",
        "faults/test_time.py::test_a_session_of_fifty_thousand_entries_is_read_and_gone_on_with",
    ),
    44: _row(
        "clock back a day",
        "records/contract.py::test_a_clock_that_goes_back_is_noted_and_not_repaired",
    ),
    45: _row(
        "clock ten years ahead",
        "faults/test_time.py::test_a_clock_ten_years_ahead_and_back_shows_and_locks_nobody_out",
    ),
    46: _row(
        "another zone", "faults/test_time.py::test_a_change_of_zone_is_no_clock_that_goes_back"
    ),
    47: _row("sleep", "consultation/test_idle.py::test_the_time_that_the_machine_slept_counts"),
    48: _row("link closed", f"{_ENDINGS}test_a_terminal_that_goes_away_takes_the_program_along"),
    49: _row("client killed", "terminal/test_ssh.py::test_a_killed_client_takes_the_program_along"),
    50: _row(
        "link stalls, then drops",
        "terminal/test_ssh.py::"
        "test_clients_that_stand_still_and_are_dropped_leave_no_program_behind",
    ),
    51: _row(
        "link stalls, then recovers",
        "terminal/test_ssh.py::test_a_client_that_stood_still_sees_the_whole_screen_again",
    ),
    52: _row(
        "hang-up ignored",
        f"{_ENDINGS}test_a_program_told_to_ignore_the_hang_up_ends_all_the_same",
    ),
    53: _row(
        "asked to stop while stalled",
        "terminal/test_stalled_link.py::test_a_signal_ends_it_while_nobody_reads",
    ),
    54: _row(
        "put aside and taken up",
        f"{_ENDINGS}test_put_aside_and_taken_up_again_it_shows_the_same",
    ),
    55: _row(
        "no input",
        f"{_ENDINGS}test_without_a_terminal_it_says_so",
        f"{_ENDINGS}test_input_that_ends_is_a_consultation_left_unfinished",
    ),
    56: _row("output closed", f"{_LINE}test_a_reader_that_goes_away_is_no_error"),
    57: _row(
        "storm of sizes", "terminal/test_sizes.py::test_a_storm_of_sizes_ends_at_the_last_one"
    ),
    58: _row("forged size", f"{_BYTES}test_a_report_nobody_asked_for_changes_nothing"),
    59: _row(
        "bytes that are no text",
        f"{_BYTES}test_a_byte_that_is_no_text_is_replaced_and_the_next_key_works",
        f"{_LINE}test_bytes_that_are_no_text_are_refused_in_words",
    ),
    60: _row("number too large", f"{_BYTES}test_a_number_too_large_costs_no_key_behind_it"),
    61: _row("flood of keys", f"{_BYTES}test_twenty_thousand_keys_arrive_whole_on_a_line"),
    62: _row("huge paste", f"{_BYTES}test_a_paste_is_taken_to_its_most_and_the_rest_is_told"),
    63: _row("paste without end", f"{_BYTES}test_a_paste_without_an_end_ends_by_itself"),
    64: _row(
        "several lines into one", f"{_BYTES}test_a_paste_of_several_lines_loses_none_on_one_line"
    ),
    65: _row(
        "no colours",
        "terminal/test_screen.py::test_without_colours_only_bold_underlined_and_reverse_are_drawn",
    ),
    66: _row(
        "tmux",
        why_not="a detached tmux is a terminal like any other, and one that ends is row 48",
    ),
    67: _row(
        "nobody there",
        "terminal/test_locking.py::"
        "test_while_nobody_reads_the_key_is_dropped_and_nothing_of_the_patient_comes_after_it",
        "tui/test_locking.py::"
        "test_after_a_while_it_locks_and_comes_back_to_the_same_question_and_text",
    ),
    68: _row(
        "a mistake of its own",
        f"{_ENDINGS}test_a_mistake_of_its_own_tells_a_number_and_no_value",
    ),
    69: _row(
        "escape sequences",
        "terminal/test_hostile_text.py::test_nothing_that_a_terminal_acts_on_leaves_any_widget",
        "hostile/test_faces.py::test_nothing_but_painting_reaches_a_real_terminal",
    ),
    70: _row(
        "writing to the clipboard",
        "terminal/test_hostile_text.py::test_nothing_that_a_terminal_acts_on_leaves_any_widget",
        f"{_BYTES}test_a_picture_or_a_copy_of_the_screen_goes_nowhere",
    ),
    71: _row(
        "deceiving characters",
        "tui/test_safety.py::test_no_control_and_no_separator_is_left_of_any_character",
        "records/contract.py::test_any_text_is_kept_verbatim",
    ),
    72: _row(
        "names in all scripts",
        "tui/test_safety.py::test_names_and_signs_of_all_scripts_pass_as_they_are",
    ),
    73: _row(
        "markup",
        "terminal/test_hostile_text.py::test_nothing_that_a_terminal_acts_on_leaves_any_widget",
    ),
    74: _row(
        "the same in flows and errors",
        "check/test_bad_input.py::test_a_file_that_nobody_wrote_is_told_in_bounds",
        "hostile/test_commands.py::test_what_authors_see_of_a_hostile_flow_is_harmless",
    ),
    75: _row(
        "NUL and half characters",
        "records/contract.py::test_a_nul_and_half_a_character_are_refused_in_words",
        "line/test_face.py::test_text_that_cannot_be_stored_is_refused_in_words",
    ),
    76: _row(
        "there and back",
        "records/contract.py::test_any_text_is_kept_verbatim",
        "hostile/test_records.py::test_every_text_is_kept_and_exported_as_it_came",
    ),
    77: _row(
        "words of the search language",
        "records/contract.py::test_search_takes_every_character_as_itself",
    ),
    78: _row("words of SQL", "records/contract.py::test_any_text_is_kept_verbatim"),
    79: _row("formulas in CSV", why_not="no CSV is written"),
    80: _row("scripts in HTML", why_not="no HTML is written"),
    81: _row(
        "page shown by cat",
        "test_plaintext.py::test_no_control_override_or_tag_survives_whatever_was_typed",
    ),
    82: _row(
        "paths and links",
        "cli/test_commands.py::test_a_summary_goes_into_a_new_private_file_and_never_over_another",
        "check/test_bad_input.py::test_a_link_that_leads_out_of_the_folder_is_not_followed",
    ),
    83: _row("archives", why_not="no archive is read"),
    84: _row(
        "flows cut off",
        "check/test_robustness.py::test_a_file_cut_off_at_any_byte_is_told_and_breaks_nothing",
    ),
    85: _row(
        "wrong passphrases",
        "records/test_unlocking.py::test_wrong_passphrases_make_one_wait_longer_and_longer",
        f"{_OPENING}test_a_wrong_key_says_nothing_to_the_terminal",
    ),
    86: _row(
        "words on the disk",
        f"{_OPENING}test_nothing_of_a_session_can_be_read_in_the_files",
        "faults/test_leaks.py::test_fifty_planted_words_stand_in_no_file_argument_or_environment",
        "faults/test_leaks_on_screen.py::"
        "test_planted_words_are_found_nowhere_but_in_what_was_asked_for",
        "cli/test_protect.py::"
        "test_no_secret_stands_in_the_environment_or_the_arguments_of_the_process",
    ),
    87: _row("looking into the process", f"{_BYTES}test_the_process_can_be_looked_into_by_nobody"),
    88: _row(
        "permissions too wide",
        f"{_OPENING}test_permissions_that_are_too_wide_are_repaired_and_said",
    ),
    89: _row("as root", f"{_OPENING}test_root_may_work_and_is_told"),
    90: _row(
        "events altered with a tool",
        "records/test_verify.py::test_every_byte_of_every_stored_column_of_every_event_counts",
        "records/test_verify.py::test_a_deleted_event_is_missed",
        "records/test_verify.py::test_events_exchanged_between_two_sessions_are_found_in_both",
    ),
    91: _row(
        "put back to an earlier day",
        "cli/test_audit.py::test_a_printed_record_number_is_found_again_or_missed",
        "records/test_witnesses.py::"
        "test_a_session_put_back_to_an_earlier_day_is_found_even_with_the_right_seals",
    ),
    92: _row("change by the role of the program", why_not=_SERVER),
    93: _row("another's name", why_not=_SERVER),
    94: _row("another's rows", why_not=_SERVER),
    95: _row("server process killed", why_not=_SERVER),
    96: _row("server down", why_not=_SERVER),
    97: _row("lost notification", why_not=_SERVER),
    98: _row("moving to a server and back", why_not=_SERVER),
    99: _row(
        "debug variables",
        f"{_BYTES}test_the_environment_cannot_switch_on_what_harms",
        "tui/test_hardening.py::test_everything_that_textual_would_read_is_gone_and_the_rest_stays",
    ),
    100: _row(
        "altered wheels",
        "test_locks.py::test_every_line_of_a_lock_is_one_exact_pin_with_its_hashes",
        "test_supply.py::test_a_wheel_with_another_hash_is_not_installed",
    ),
}
