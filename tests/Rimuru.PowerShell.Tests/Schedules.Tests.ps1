# The commands on schedules, against a crontab that is a file; what a schedule runs is run for real.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $worker = Start-Worker
}
AfterAll { Stop-Worker $worker }

Describe 'The schedules of a crontab' -Skip:$IsWindows {
    BeforeEach {
        $sample = New-SampleHome "$TestDrive/it's 50% of ada"
        Remove-Item "$sample/.local", "$sample/ledger.db*", "$TestDrive/schedulers" -Recurse -Force -ErrorAction Ignore
        $folder = New-Scheduler "$TestDrive/schedulers"
        $table = "$folder/table"
        $own = @{ HOME = $sample; PATH = "${folder}:$env:PATH" }
        function Invoke-Own([string] $Script) { Invoke-Session $worker $Script -Environment $own }
    }

    It 'are made, listed, replaced and taken away, and other lines stay' {
        "# mine`n5 4 * * * true" | Set-Content $table
        Invoke-Own @'
            Register-RimuruSchedule -Kind Cron -Interval 15m
            (Get-RimuruSchedule).Interval.TotalMinutes
            (Register-RimuruSchedule -Kind Cron -At 7:30 -Task Session, Model -PassThru).At.ToString('HH:mm')
            (Get-RimuruSchedule R*).Task
            @(Get-RimuruSchedule).Count
            (Get-RimuruSchedule | Unregister-RimuruSchedule -PassThru).Name
            @(Get-RimuruSchedule).Count
'@ | Should -Be 15, '07:30', 'Session, Model', 1, 'Rimuru', 0
        Get-Content -Raw $table | Should -Be "# mine`n5 4 * * * true`n"
    }

    It 'are made in the crontab where no systemd answers' -Skip:$IsMacOS {
        Invoke-Own '(Register-RimuruSchedule -PassThru).Kind' | Should -Be 'Cron'
    }

    It 'sync a home without a user, by their very line' {
        Invoke-Own 'Register-RimuruSchedule -Kind Cron -HomePath ~ -Database sqlite:~/ledger.db'
        $line = (Get-Content $table)[1] -replace '^(\S+ ){5}' -replace ' 2>&1 \| .*$' -replace '\\%', '%'
        $output = env -i HOME=/ PATH=/usr/bin:/bin /bin/sh -c $line
        $LASTEXITCODE | Should -Be 0
        $output | Select-Object -First 2 | Should -Be 'ClaudeCode: 8 new in 3 of 3 files', 'Codex: 6 new in 2 of 2 files'
        $output | Select-Object -Skip 2 | Should -Match '^WARNING: There was no ledger at .*/ledger\.db, so a new one was made there\.$'
        Import-Module $Manifest -Force
        (Get-RimuruCost -By Agent -HomePath $sample -Database "sqlite:$sample/ledger.db" -NoSync).Requests | Should -Be 8, 6
    }

    It 'end with 1 where one of their syncs fails, and run the other' {
        Invoke-Own 'Register-RimuruSchedule -Kind Cron -Task Model, Session -HomePath ~ -Database sqlite:~/ledger.db'
        $line = (Get-Content $table)[1] -replace '^(\S+ ){5}' -replace ' 2>&1 \| .*$' -replace '\\%', '%'
        $output = env -i HOME=$sample PATH=/usr/bin:/bin RIMURU__SYNC__ENABLED=false /bin/sh -c "$line 2>&1"
        $LASTEXITCODE | Should -Be 1
        "$output" | Should -Match 'ClaudeCode: 8 new.*E5005'
    }

    It 'carry what the session says of places, and name what they cannot see' {
        $own.RIMURU_HOME = "$sample/place"
        $own.RIMURU_DATABASE_URL = 'sqlite:/data/x.db'
        $own.RIMURU__SYNC__ENABLED = 'false'
        Invoke-Own 'Register-RimuruSchedule -Kind Cron -WarningVariable seen -WarningAction SilentlyContinue; $seen.Message' | Should -Match 'see this session.s RIMURU__SYNC__ENABLED\.'
        (Get-Content $table)[1] | Should -Match 'env:RIMURU_HOME = .*/place.*-Database .*sqlite:/data/x\.db'
    }

    It 'are not written with -WhatIf, which shows them' {
        $shown = Invoke-Own 'Register-RimuruSchedule -Kind Cron -WhatIf; Register-RimuruSchedule -Kind Cron -Name other; Unregister-RimuruSchedule other -WhatIf'
        "$shown" | Should -Match 'What if.*0 \* \* \* \* .*Sync-RimuruSession.*What if.*other'
        @(Select-String -Path $table -Pattern 'Rimuru schedule 1' -SimpleMatch).Count | Should -Be 1
    }

    It 'that do not exist are errors that end nothing' {
        Invoke-Own @'
            Register-RimuruSchedule one -Kind Cron
            (Get-RimuruSchedule nobody, one -ErrorAction SilentlyContinue -ErrorVariable errors).Name
            $errors.FullyQualifiedErrorId
            "$($errors[0].CategoryInfo.Category)"
            Unregister-RimuruSchedule nobody, one, x* -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
            @(Get-RimuruSchedule).Count
'@ | Should -Be 'one', 'E5008,Rimuru.Commands.GetRimuruScheduleCommand', 'ObjectNotFound', 'E5008,Rimuru.Commands.UnregisterRimuruScheduleCommand', 0
    }

    It 'refuse <Arguments>' -ForEach @(
        @{ Arguments = '-At 25:00'; Code = 'E9001' }
        @{ Arguments = '-Interval 4m'; Code = 'E9001' }
        @{ Arguments = '-Interval 7m'; Code = 'E9001' }
        @{ Arguments = '-Name ../x'; Code = 'E9001' }
        @{ Arguments = '-Database postgres://ada:hunter2@db/x'; Code = 'E' }
        @{ Arguments = '-HomePath /nowhere/at/all'; Code = 'E9002' }
    ) {
        $said = Invoke-Own "try { Register-RimuruSchedule -Kind Cron $Arguments; 'taken' } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }"
        $said[0] | Should -BeLike "$Code*,Rimuru.Commands.RegisterRimuruScheduleCommand"
        "$said" | Should -Not -Match 'hunter2'
        $table | Should -Not -Exist
    }
}

Describe 'The age of prices' {
    It 'is told by <_> to those who want to know' -ForEach 'Get-RimuruCost', 'Get-RimuruSession', 'Get-RimuruUsage' {
        Import-Module $Manifest -Force
        $sample = New-SampleHome "$TestDrive/age"
        (& $_ -HomePath $sample -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message | Should -BeLike 'Prices were never fetched*Sync-RimuruModel*'
        & $_ -HomePath $sample 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
    }
}
