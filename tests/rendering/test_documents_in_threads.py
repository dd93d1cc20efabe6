"""Long documents are parsed in threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from gql_content.markdown import read_markdown


def test_a_document_does_not_wait_for_another() -> None:
    long, started = read_markdown("![" * 20_000), Event()

    def read_long() -> None:
        started.set()
        _ = long.headings()

    thread = Thread(target=read_long)
    thread.start()
    started.wait()
    for number in range(20):
        assert read_markdown(f"# {number}").headings()[0].text == f"{number}"
    assert not long.is_parsed
    thread.join()
    assert long.is_parsed


def test_a_document_is_parsed_once_for_all_threads() -> None:
    document = read_markdown("# One\n\n" + "[a](/b) " * 2_000)
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(lambda: document.links) for _ in range(4)]
    assert all(one.result() is futures[0].result() for one in futures)
