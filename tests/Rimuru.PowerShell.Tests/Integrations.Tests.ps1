# The commands that put Rimuru into agents, in a home of their own.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $worker = Start-Worker
}
AfterAll { Stop-Worker $worker }

Describe 'The features inside agents' -Skip:$IsWindows {
    BeforeEach {
        $place = Join-Path $TestDrive 'it''s a home'
        Remove-Item $place -Recurse -Force -ErrorAction Ignore
        $null = New-Item -ItemType Directory "$place/.claude", "$place/bin" -Force
        $settings = "$place/.claude/settings.json"
        "{`r`n`t""model"": ""x""`r`n}" | Set-Content $settings -NoNewline
        "#!/bin/sh`n" | Set-Content "$place/bin/rimuru"
        chmod +x "$place/bin/rimuru"
        $own = @{ HOME = $place; PATH = "$place/bin:$env:PATH" }
        function Invoke-Own([string] $Script) { Invoke-Session $worker $Script -Environment $own }
    }

    It 'are put in, listed and taken out, and the file is as before' {
        $before = Get-Content $settings -Raw
        Invoke-Own @'
            $made = Install-RimuruIntegration ClaudeCode -Feature Guard, StatusLine -FailClosed -PassThru
            "$made"
            $made.Installed
            $made[0].Command -like "*/bin/rimuru' guard --fail closed"
            (Get-RimuruIntegration Claude* | Where-Object Installed).Feature
            @(Get-RimuruIntegration).Count
'@ | Should -Be 'Guard in ClaudeCode StatusLine in ClaudeCode', 'True', 'True', 'True', 'Guard', 'StatusLine', 15
        Get-Content $settings -Raw | Should -Match '\r\n\t"statusLine": \{\r\n\t\t"type": "command"'
        Invoke-Own '(Get-RimuruIntegration | Where-Object Installed | Uninstall-RimuruIntegration -PassThru).Installed' | Should -Be 'False', 'False'
        Get-Content $settings -Raw | Should -BeExactly $before
    }

    It 'make a server of answers, beside what else is there' {
        '{ "mcpServers": { "mine": { "command": "x" } } }' | Set-Content "$place/.claude.json" -NoNewline
        Invoke-Own '(Install-RimuruIntegration ClaudeCode, Codex -Feature Mcp -PassThru).Command' | Should -BeLike "'*/bin/rimuru' mcp"
        $servers = (Get-Content "$place/.claude.json" -Raw | ConvertFrom-Json).mcpServers
        $servers.mine.command, $servers.rimuru.command, $servers.rimuru.args | Should -Be 'x', "$place/bin/rimuru", 'mcp'
        Get-Content "$place/.codex/config.toml" -Raw | Should -Match '\[mcp_servers\.rimuru\]'
        Invoke-Own 'Uninstall-RimuruIntegration ClaudeCode, Codex -Feature Mcp'
        Get-Content "$place/.claude.json" -Raw | Should -BeExactly '{ "mcpServers": { "mine": { "command": "x" } } }'
        "$place/.codex/config.toml" | Should -Not -Exist
    }

    It 'are only shown with -WhatIf' {
        $before = Get-Content $settings -Raw
        $shown = Invoke-Own 'Install-RimuruIntegration ClaudeCode, OpenCode -WhatIf'
        "$shown" | Should -Match 'What if.*settings\.json.*\+ .*UserPromptSubmit.*What if.*rimuru\.js.*chat\.params'
        Get-Content $settings -Raw | Should -BeExactly $before
        "$place/.config" | Should -Not -Exist
    }

    It 'warn of what the user has to do' {
        Invoke-Own 'Install-RimuruIntegration Codex -WarningVariable said -WarningAction SilentlyContinue; $said.Message' | Should -BeLike '*/hooks.'
    }

    It 'that cannot be put in are errors that end nothing' {
        Invoke-Own @'
            Install-RimuruIntegration Codx, GeminiCli -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
            (Get-RimuruIntegration GeminiCli -Feature Guard).Installed
            '{' | Set-Content ~/.qwen.json; $null = New-Item -ItemType Directory ~/.qwen; '{' | Set-Content ~/.qwen/settings.json
            Install-RimuruIntegration QwenCode -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
            (Get-RimuruIntegration QwenCode)[0].Note -like 'The file cannot be read: *'
'@ | Should -Be 'E2002,Rimuru.Commands.InstallRimuruIntegrationCommand', 'True', 'E13001,Rimuru.Commands.InstallRimuruIntegrationCommand', 'True'
    }

    It 'are put in and taken out by the commands of the page' {
        $page = Get-Content -Raw "$Root/docs/guard.md"
        $code = [regex]::Match($page, '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
        $code | Should -Match 'Install-RimuruIntegration'
        Invoke-Own "`$ErrorActionPreference = 'Stop'`n`$null = `$( $code )`n'done'" | Should -Be 'done'
    }

    It 'need a command' {
        $own.PATH = '/nowhere'
        Invoke-Own 'Install-RimuruIntegration ClaudeCode -ErrorAction SilentlyContinue -ErrorVariable errors; $errors.FullyQualifiedErrorId' |
            Should -Be 'E13005,Rimuru.Commands.InstallRimuruIntegrationCommand'
    }
}
