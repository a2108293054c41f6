"""The live tests of the operations that the fake has."""

from tests.live import test_operations as live
from tests.support.shared import shared

HAS = {
    *("health", "create", "list", "list_global", "get", "update", "delete", "chat", "messages", "message"),
    *("delete_message", "update_part", "delete_part", "prompt_async", "command", "shell", "abort", "init", "summarize"),
    *("children", "todo", "fork", "status", "share", "unshare", "permission_reply", "permission_list"),
    *("permission_reply_with_a_reason", "question_list", "question_reply", "question_reject", "events"),
    *("global_events", "config", "providers", "agents", "commands", "all_providers", "ways_to_log_in"),
    *("update_global_config", "projects", "current_project", "find_symbols", "file_status", "tool_ids"),
    *("language_servers", "append_prompt", "submit_prompt", "clear_prompt", "open_sessions", "open_models"),
    *("open_themes", "open_help", "execute_command", "show_toast", "select_session"),
}
globals().update(shared(live, only={f"test_{name}" for name in HAS}))
