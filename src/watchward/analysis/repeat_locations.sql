-- name: events
select
    easting,
    northing,
    month,
    coalesce(day, -1) as day,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing,
    month,
    coalesce(day, -1)
order by
    easting,
    northing,
    month,
    coalesce(day, -1)
