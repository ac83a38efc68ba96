"""The commands by name, and what happens to an error on the way out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from poswizard import __version__
from poswizard.cli import (
    drafts,
    keys,
    lists,
    packages,
    papers,
    providers,
    replies,
    station,
    store,
    tables,
)
from poswizard.cli.saying import Exit, warn
from poswizard.documents.refusal import IntakeError
from poswizard.package.errors import PackageError
from poswizard.providers.errors import ProviderError
from poswizard.storage.errors import StorageError
from poswizard.text import Text, Vocabulary, use_language
from poswizard.wizard.answers_file import AnswersFileError

_SAID = (StorageError, PackageError, ProviderError, IntakeError, AnswersFileError)


class Program(TyperGroup):
    """Says in words what stood in the way; a bug of ours stays a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except _SAID as error:
            warn(error.text)
            raise typer.Exit(Exit.PROBLEMS) from None


class Spoken(Vocabulary):
    """The language of the words."""

    ZH = "zh", Text("中文", "Chinese")
    EN = "en", Text("英文", "English")


class Sample(Vocabulary):
    """Which sample applicant the demonstration plays."""

    MICRO = "micro", Text("小微商户", "micro merchant")
    SOLE = "sole", Text("个体工商户", "sole proprietor")
    CORP = "corp", Text("企业", "company")


program = typer.Typer(
    name="poswizard",
    cls=Program,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@program.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    language: Annotated[
        Spoken, typer.Option(help="文字的语言 · language of the words", envvar="POSWIZARD_LANGUAGE")
    ] = Spoken.ZH,
    version: Annotated[bool, typer.Option("--version", help="版本 · version")] = False,
) -> None:
    """POS 机申请向导 · POS-terminal application wizard.

    不带命令时打开窗口。Without a command, opens the window.

    退出码 Exit codes: 0 正常 good, 1 发现问题 problems found, 2 用法错误 wrong use.
    """
    use_language("en" if language is Spoken.EN else "zh")
    if version:
        typer.echo(f"poswizard {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        os.environ["POSWIZARD_LANGUAGE"] = language.value
        from poswizard.app import run

        raise typer.Exit(run())
    providers.take_own_packs()


@program.command()
def demo(
    kind: Annotated[Sample, typer.Option(help="样本商户 · sample merchant")] = Sample.MICRO,
    out: Annotated[Path, typer.Option(help="写到这个文件夹 · folder to write to")] = Path(
        "demo-output"
    ),
) -> None:
    """用样本商户演示全过程 · play a sample applicant to a verified package."""
    from poswizard.demo.play import main

    raise typer.Exit(main(kind.value, out))


for command in (
    *(drafts.fill, drafts.check, packages.export, packages.amend, papers.papers, packages.verify),
    *(packages.receive, packages.received, replies.reply, replies.open_reply, keys.revoke),
    *(lists.list_, lists.show, lists.schema, lists.questions),
    *(store.backup, store.restore, store.doctor, store.try_window),
):
    program.command(
        command.__name__.strip("_").replace("_", "-"), hidden=command is store.try_window
    )(command)

for group in (keys.recipients, keys.signers, station.program, keys.receiver):
    program.add_typer(group)
program.add_typer(providers.program)
program.add_typer(tables.program)
