"""What setup says when it may not install what is missing."""

from pathlib import Path

from ops import packages


def test_without_rights_the_sentence_holds_the_packages_and_the_command():
    text = packages.sentence(["postgresql", "postgresql-*-postgis-3"], apt=True)
    assert "postgresql, postgresql-*-postgis-3" in text
    assert "apt-get update && apt-get install -y postgresql 'postgresql-*-postgis-3'" in text


def test_without_apt_the_sentence_offers_database_url():
    text = packages.sentence(["postgresql"], apt=False)
    assert "no apt-get" in text
    assert "DATABASE_URL" in text


def test_servers_are_found_newest_first_and_folders_without_programs_do_not_count(tmp_path: Path):
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    (tmp_path / "16" / "lib").mkdir(parents=True)
    assert packages.installed_servers(tmp_path) == [17, 15, 9]


def test_no_server_found_where_there_is_no_folder(tmp_path: Path):
    assert packages.installed_servers(tmp_path / "absent") == []
