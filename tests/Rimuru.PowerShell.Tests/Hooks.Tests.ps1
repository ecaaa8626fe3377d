# Hooks over the sample home. Scripts run in a real PowerShell.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $blocks = foreach ($page in 'hooks', 'runaways') {
        $text = Get-Content -Raw "$Root/docs/$page.md"
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) { @{ Page = $page; Code = $match.Groups[1].Value } }
    }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force

    # Adds a response to a new session of the sample home.
    function Add-Response([string] $Session, [datetime] $Time = [datetime]::UtcNow, [int] $Output = 5) {
        $folder = New-Item -ItemType Directory -Force "$sample/.claude/projects/-work-shop"
        $line = @{
            type = 'assistant'; sessionId = $Session; uuid = [guid]::NewGuid(); timestamp = $Time.ToString('o'); cwd = '/work/shop'
            message = @{
                role = 'assistant'; model = 'claude-sonnet-4-5'; id = "msg_01$([guid]::NewGuid().ToString('N').Substring(0, 22))"
                usage = @{ input_tokens = 10; output_tokens = $Output }
            }
        }
        Add-Content "$folder/$Session.jsonl" ($line | ConvertTo-Json -Compress -Depth 5)
    }
}

Describe 'Hook cmdlets' {
    BeforeEach {
        $sample = New-SampleHome "$TestDrive/$([guid]::NewGuid().ToString('N'))"
        $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample }
        $null = Sync-RimuruSession
        Push-Location $sample
    }
    AfterEach {
        Get-RimuruHook | Unregister-RimuruHook
        Pop-Location
    }

    It 'run a script block at the end of the command that caused the event' {
        $seen = [Collections.Generic.List[object]]::new()
        Register-RimuruHook new SessionStart, CostRecorded -Action { $seen.Add($_) }
        Add-Response 'one'
        $costs = Get-RimuruCost -By Agent
        $costs | Should -Not -BeNullOrEmpty
        $seen.Kind | Sort-Object | Should -Be SessionStart, CostRecorded
        $seen[0] | Should -BeOfType Rimuru.SessionStartEvent
        $seen.SessionId | Select-Object -Unique | Should -Be 'one'
        $null = Get-RimuruCost
        $seen.Count | Should -Be 2
    }

    It 'let a script block use the module, without being called by what it causes' {
        $seen = [Collections.Generic.List[string]]::new()
        Register-RimuruHook loop Custom -Action { $seen.Add($_.Name); $null = Invoke-RimuruHook "again $($_.Name)" }
        $null = Invoke-RimuruHook deploy
        $null = Invoke-RimuruHook
        $seen | Should -Be 'deploy'
    }

    It 'keep the failure of a script block from the command and from the next hook' {
        $seen = [Collections.Generic.List[string]]::new()
        Register-RimuruHook bad Custom -Priority 1 -Action { throw 'not today' }
        Register-RimuruHook good Custom -Priority 2 -Action { $seen.Add($_.Name) }
        $runs = Invoke-RimuruHook deploy -WarningVariable warnings -WarningAction SilentlyContinue
        $runs.State | Should -Be Retrying, Delivered
        $runs[0].Error | Should -Be 'not today'
        $warnings | Should -Be 'The hook bad failed: not today'
        $seen | Should -Be 'deploy'
    }

    It 'run a script in a PowerShell of its own, until it is changed' {
        Set-Content ./hook.ps1 '$event = $input | ConvertFrom-Json; "$($event.type) $($event.subject) $($event.data.data.stage)" | Add-Content "$PSScriptRoot/seen.txt"; "Skip"'
        Register-RimuruHook script Custom -Path ./hook.ps1 -WarningAction SilentlyContinue
        (Get-RimuruHook script).Setting['Path'] | Should -Be (Join-Path $sample hook.ps1)
        (Invoke-RimuruHook deploy -Data @{ stage = 'it''s "live"' }).State | Should -Be Skipped
        Get-Content ./seen.txt | Should -Be 'rimuru.Custom.v1 deploy it''s "live"'
        Add-Content ./hook.ps1 '# changed'
        $run = Invoke-RimuruHook deploy -WarningVariable warnings -WarningAction SilentlyContinue
        $run.State | Should -Be Failed
        $warnings | Should -BeLike '*was changed after it was registered*'
        @(Get-Content ./seen.txt).Count | Should -Be 1
        Register-RimuruHook script Custom -Path ./hook.ps1 -WarningAction SilentlyContinue
        (Invoke-RimuruHook deploy).State | Should -Be Skipped
    }

    It 'let the command run scripts with the pwsh on the PATH' -Skip:$IsWindows {
        $rimuru = Get-ChildItem "$Root/src/Rimuru.Cli/bin/*/net*/Rimuru.Cli.dll" | Sort-Object LastWriteTime | Select-Object -Last 1
        $null = New-Item -ItemType Directory bin
        Set-Content ./bin/pwsh ("#!/bin/sh", ("exec " + (($Shell | ForEach-Object { "'$_'" }) -join ' ') + ' "$@"'))
        chmod 755 ./bin/pwsh
        Set-Content ./hook.ps1 '$event = $input | ConvertFrom-Json; $event.subject | Set-Content "$PSScriptRoot/seen.txt"; "Skip"'
        $path, $home_ = $env:PATH, $env:HOME
        $env:PATH, $env:HOME = "$sample/bin:$path", $sample
        try {
            dotnet $rimuru.FullName hooks register script --event Custom --path ./hook.ps1
            dotnet $rimuru.FullName hooks send deploy | Out-String | Should -Match 'Skipped'
        }
        finally { $env:PATH, $env:HOME = $path, $home_ }
        Get-Content ./seen.txt | Should -Be deploy
    }

    It 'end an event for later hooks, and stop a script that takes too long' {
        Set-Content ./slow.ps1 'Start-Sleep 30'
        Set-Content ./stop.ps1 '"Abort"'
        Register-RimuruHook slow Custom -Path ./slow.ps1 -Priority 1 -TimeoutSeconds 3 -WarningAction SilentlyContinue
        Register-RimuruHook stop Custom -Path ./stop.ps1 -Priority 2 -WarningAction SilentlyContinue
        Register-RimuruHook late Custom -Priority 3 -Action { throw 'never' }
        $runs = Invoke-RimuruHook deploy -WarningAction SilentlyContinue
        $runs.Hook | Should -Be slow, stop, late
        $runs.State | Should -Be Retrying, Delivered, Aborted
        $runs[0].Error | Should -BeLike '*3 seconds*'
    }

    It 'send again what failed for good' {
        Set-Content ./hook.ps1 'exit 3'
        Register-RimuruHook script Custom -Path ./hook.ps1 -WarningAction SilentlyContinue
        Add-Content ./hook.ps1 '#'
        $null = Invoke-RimuruHook deploy -WarningAction SilentlyContinue
        $failed = Get-RimuruHookRun -State Failed
        $failed.Hook | Should -Be script
        Set-Content ./hook.ps1 '"done"'
        Register-RimuruHook again Custom -Path ./hook.ps1 -WarningAction SilentlyContinue
        foreach ($time in 1, 2) {
            $again = $failed | Invoke-RimuruHook -WarningVariable warnings -WarningAction SilentlyContinue
            $again.State | Should -Be Failed
            $again.EventId | Should -Be $failed.EventId
            "$warnings" | Should -Not -BeLike '*another process*'
        }
    }

    It 'warn of costs once a day' {
        Register-RimuruHook pricey -Amount 0.01 -By Project
        Add-Response 'one' -Output 5000
        $null = Sync-RimuruSession -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike 'pricey: 0.08 USD of 0.01 by shop*'
        $null = Sync-RimuruSession -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'warn of a credential that no source has' {
        Register-RimuruHook x Custom -Url http://127.0.0.1:9/ -Secret none-such -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*Secret of the hook x names the credential 'none-such', which no source has*"
        (Get-RimuruHook x).Name | Should -Be x
    }

    It 'run a script block while the session is idle' {
        $seen = [Collections.Generic.List[string]]::new()
        Register-RimuruHook waiting Custom -Action { $seen.Add($_.Name) }
        $other = "Import-Module '$Manifest'; `$null = Invoke-RimuruHook elsewhere -HomePath '$sample'"
        Invoke-Fresh $other
        $seen | Should -BeNullOrEmpty
        $null = [runspace]::DefaultRunspace.Events.GenerateEvent('PowerShell.OnIdle', $null, @(), $null, $true, $true)
        $seen | Should -Be elsewhere
        Register-RimuruHook limited Custom -Action { } -TimeoutSeconds 3 -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*no time limit*'
    }

    It 'say what is wrong' {
        { Register-RimuruHook x } | Should -Throw '*name a handler, a URL, an amount, a plugin, or the path of a .ps1*' -ErrorId 'E15002,*'
        { Register-RimuruHook x -Amount 5 -Setting @{ Amount = 6 } } | Should -Throw '*Amount is given twice*' -ErrorId 'E15002,*'
        { Register-RimuruHook x -Handler CostAlert } | Should -Throw '*CostAlert needs the setting Amount*' -ErrorId 'E15002,*'
        { Register-RimuruHook x -Amount 5 -Setting @{ Colour = 'red' } } | Should -Throw '*CostAlert has no setting Colour. Its settings: Amount, Window, By*' -ErrorId 'E15002,*'
        { Register-RimuruHook x -Amount 5 -Window Quarter } | Should -Throw "*Window must be one of Session, Day, Week, Month, not 'Quarter'*"
        { Register-RimuruHook 'a,b' -Amount 5 } | Should -Throw '*1 to 64 letters*' -ErrorId 'E15002,*'
        { Register-RimuruHook x Custom -Path ./missing.ps1 } | Should -Throw '*missing.ps1*cannot be read*' -ErrorId 'E15002,*'
        { Register-RimuruHook x Custom -IncludeHistory -Action { } } | Should -Throw '*Only events of sessions*' -ErrorId 'E15002,*'
        Get-RimuruHook | Should -BeNullOrEmpty
        { Get-RimuruHook nobody -ErrorAction Stop } | Should -Throw -ErrorId 'E15001,*'
    }

    It 'change hooks by name and from the pipeline, and nothing with -WhatIf' {
        Register-RimuruHook one -Amount 5
        Register-RimuruHook two -Amount 6 -WhatIf
        (Get-RimuruHook).Name | Should -Be one
        (Get-RimuruHook one | Disable-RimuruHook -PassThru).Enabled | Should -BeFalse
        (Enable-RimuruHook o* -PassThru).Enabled | Should -BeTrue
        Get-RimuruHook | Unregister-RimuruHook -WhatIf
        (Unregister-RimuruHook one -PassThru).Name | Should -Be one
        Get-RimuruHook | Should -BeNullOrEmpty
    }
}

Describe 'The pages' {
    BeforeEach {
        $sample = New-SampleHome "$TestDrive/$([guid]::NewGuid().ToString('N'))"
        $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample; '*-RimuruHook:WarningAction' = 'SilentlyContinue' }
        Push-Location $sample
    }
    AfterEach { Pop-Location }

    It 'have commands that work: <Page>' -ForEach @($blocks | Where-Object Code -Match 'Rimuru') {
        $null = Sync-RimuruSession
        { & ([scriptblock]::Create($Code)) } | Should -Not -Throw
    }
}
